/// The agent that this installation brings along: where it lies, and how it is unpacked elsewhere.
@NullMarked
package dev.faultline.app.agent;

import org.jspecify.annotations.NullMarked;
