/// Colours, fonts and zoom of every window.
@NullMarked
package dev.faultline.app.ui.theme;

import org.jspecify.annotations.NullMarked;
