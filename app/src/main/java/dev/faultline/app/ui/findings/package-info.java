/// The findings: filter bar, facets, timeline strip, table, and the details beside it. Fed by a session's store,
/// read by the person who looks for an error.
@NullMarked
package dev.faultline.app.ui.findings;

import org.jspecify.annotations.NullMarked;
