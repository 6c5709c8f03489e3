/// The start page: what to open, and what was opened before.
@NullMarked
package dev.faultline.app.ui.start;

import org.jspecify.annotations.NullMarked;
