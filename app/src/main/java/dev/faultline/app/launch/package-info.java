/// Where the program starts: one `main` for the window and for the command line.
@NullMarked
package dev.faultline.app.launch;

import org.jspecify.annotations.NullMarked;
