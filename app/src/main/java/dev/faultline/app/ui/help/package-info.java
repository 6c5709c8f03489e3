/// Help inside the window.
@NullMarked
package dev.faultline.app.ui.help;

import org.jspecify.annotations.NullMarked;
