/// One flow of a capture, packet by packet: both ends with their states, what each packet says, where it was
/// seen, and how a long one is folded for the eye. Fed by a second pass over the capture, read by the flow
/// diagram.
@NullMarked
package dev.faultline.app.flow;

import org.jspecify.annotations.NullMarked;
