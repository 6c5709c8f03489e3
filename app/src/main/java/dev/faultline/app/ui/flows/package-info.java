/// The TCP flow diagram: one flow as a ladder between its ends, with its graphs and the packet in focus beside
/// it. Fed by `app.flow`, read by the person who wants to see how an error came about.
@NullMarked
package dev.faultline.app.ui.flows;

import org.jspecify.annotations.NullMarked;
