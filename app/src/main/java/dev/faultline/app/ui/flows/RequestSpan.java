package dev.faultline.app.ui.flows;

import dev.faultline.app.Messages;
import dev.faultline.app.flow.Conversation;
import dev.faultline.app.session.PacketLine.Direction;
import dev.faultline.app.ui.text.Figures;
import dev.faultline.engine.finding.Finding;
import dev.faultline.engine.finding.FindingKind;
import dev.faultline.engine.finding.TransactionFacts;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The request behind a finding and its answer, where they stand in a flow.
///
/// @param words what was asked and what came of it
/// @param elapsed how long that took, or how long it was waited for; empty where that is not known
/// @param asked the packet that completes the request
/// @param until the packet that answers; where none does, the last that proves it
/// @param answered whether there is an answer
record RequestSpan(String words, String elapsed, int asked, int until, boolean answered) {
    /// The request behind a finding, or null where there is none or its packet is not in the flow.
    ///
    /// @param proofs packets of the finding in the flow, in order
    static @Nullable RequestSpan of(Finding finding, Conversation flow, List<Integer> proofs) {
        TransactionFacts transaction = finding.transaction();
        if (transaction == null || proofs.isEmpty()) {
            return null;
        }
        int asked = proofs.getFirst();
        if (flow.direction(asked) != Direction.CLIENT_TO_SERVER) {
            return null;
        }
        int until = proofs.getLast();
        boolean answered = finding.kind() != FindingKind.L7_HALF_REQUEST_ONLY
                && until > asked
                && flow.direction(until) == Direction.SERVER_TO_CLIENT;
        String outcome = transaction.outcome();
        return new RequestSpan(
                outcome == null || !answered ? transaction.request() : transaction.request() + " \u2192 " + outcome,
                transaction.elapsed() == null
                        ? ""
                        : Figures.measured(transaction.elapsed().toNanos()),
                asked,
                until,
                answered);
    }

    /// In one line, such as `HTTP GET /orders, no answer in 10 s`.
    String sentence() {
        if (elapsed.isEmpty()) {
            return words;
        }
        return Messages.text(answered ? "flow.request.answered" : "flow.request.open", words, elapsed);
    }
}
