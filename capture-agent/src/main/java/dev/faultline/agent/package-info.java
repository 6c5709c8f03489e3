/// The headless program that captures and analyses where the packets are.
@NullMarked
package dev.faultline.agent;

import org.jspecify.annotations.NullMarked;
