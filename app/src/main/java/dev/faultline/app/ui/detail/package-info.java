/// One finding in full: what happened, who did it and how sure that is, causes, next steps, packets with their
/// bytes and fields, both endpoints.
@NullMarked
package dev.faultline.app.ui.detail;

import org.jspecify.annotations.NullMarked;
