/// The preferences.
@NullMarked
package dev.faultline.app.ui.preferences;

import org.jspecify.annotations.NullMarked;
