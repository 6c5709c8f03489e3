/// Drawing by hand in the theme's colours, once for the screen and for files: what draws is told a [Drawing]
/// and does not know which.
@NullMarked
package dev.faultline.app.ui.drawing;

import org.jspecify.annotations.NullMarked;
