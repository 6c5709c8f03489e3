/// The desktop program and the command line.
@NullMarked
package dev.faultline.app;

import org.jspecify.annotations.NullMarked;
