package dev.faultline.app.ui.flows;

import dev.faultline.app.ui.control.SeverityMark;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A finding on the flow, where it stands in the ladder.
///
/// @param findingId of the finding
/// @param severity how bad it is
/// @param kind dotted id of the kind
/// @param title a few words
/// @param lead what happened, in one sentence
/// @param primary whether it is the finding that the flow is looked at for
/// @param packets the packets that prove it, in order; may be empty
/// @param request the request behind it, or null
record FlowMark(
        String findingId,
        SeverityMark severity,
        String kind,
        String title,
        String lead,
        boolean primary,
        List<Integer> packets,
        @Nullable RequestSpan request) {
    FlowMark {
        packets = List.copyOf(packets);
    }
}
