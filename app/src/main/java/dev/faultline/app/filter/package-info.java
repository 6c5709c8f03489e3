/// The filter language: CEL over the fields of a finding, or plain words. Compiled once, asked for each finding
/// by the command line and the window.
@NullMarked
package dev.faultline.app.filter;

import org.jspecify.annotations.NullMarked;
