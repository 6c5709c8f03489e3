/// The filter bar: a field that checks what is typed, completes it, and keeps history and bookmarks.
@NullMarked
package dev.faultline.app.ui.filter;

import org.jspecify.annotations.NullMarked;
