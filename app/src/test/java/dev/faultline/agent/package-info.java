/// Joins agents in this process, for tests of the desktop.
@NullMarked
package dev.faultline.agent;

import org.jspecify.annotations.NullMarked;
