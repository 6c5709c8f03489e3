/// Work off the FX thread, and the way of its results back to it. Everything slow in the window goes through
/// here.
@NullMarked
package dev.faultline.app.task;

import org.jspecify.annotations.NullMarked;
