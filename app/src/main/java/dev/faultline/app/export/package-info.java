/// Findings as text: a table for people, JSON lines for programs, a page to keep.
@NullMarked
package dev.faultline.app.export;

import org.jspecify.annotations.NullMarked;
