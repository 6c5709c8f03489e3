/// The live capture in the window: what is captured, how each source is, and its end, with everything removed.
/// [Capturing] and [RunningCapture] are what it asks of a capture.
@NullMarked
package dev.faultline.app.ui.capture;

import org.jspecify.annotations.NullMarked;
