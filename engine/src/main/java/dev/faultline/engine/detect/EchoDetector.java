package dev.faultline.engine.detect;

import dev.faultline.engine.finding.Blame;
import dev.faultline.engine.finding.Confidence;
import dev.faultline.engine.finding.Explainer;
import dev.faultline.engine.finding.FindingBook;
import dev.faultline.engine.finding.FindingKind;
import dev.faultline.engine.finding.FindingState;
import dev.faultline.engine.finding.IcmpFacts;
import dev.faultline.engine.finding.OpenFinding;
import dev.faultline.engine.finding.Severity;
import dev.faultline.engine.flow.Transport;
import dev.faultline.engine.icmp.EchoFlow;
import dev.faultline.engine.icmp.EchoListener;
import dev.faultline.engine.icmp.EchoRequest;
import dev.faultline.engine.icmp.IcmpFields;
import dev.faultline.engine.icmp.IcmpMeaning;

/// Echo requests without a reply. Never sure: hosts and policies commonly drop them on purpose.
final class EchoDetector implements EchoListener {
    private static final int REQUEST_V4 = 8;
    private static final int REQUEST_V6 = 128;

    private final FindingBook book;

    EchoDetector(FindingBook book) {
        this.book = book;
    }

    @Override
    public void onUnanswered(EchoRequest request) {
        OpenFinding finding = told(request);
        finding.severity(Severity.WARNING).state(FindingState.FINAL);
        if (request.flow().replies() > 0) {
            finding.fact(Explainer.VARIANT, IcmpTexts.VARIANT_ECHO_SOME)
                    .fact("replies", request.flow().replies());
        }
    }

    @Override
    public void onOpen(EchoRequest request) {
        if (book.find(request.flow(), FindingKind.ICMP_ECHO_UNANSWERED, 0) == null) {
            told(request).severity(Severity.WARNING).state(FindingState.OPEN_AT_END);
        }
    }

    private OpenFinding told(EchoRequest request) {
        EchoFlow flow = request.flow();
        OpenFinding finding = book.open(flow, FindingKind.ICMP_ECHO_UNANSWERED, 0);
        finding.occurred(request.time()).evidence(request.frame(), request.position());
        if (finding.count() == 1) {
            finding.confidence(Confidence.LOW, IcmpTexts.REASON_ECHO_FILTERED)
                    .blame(Blame.UNKNOWN)
                    .icmp(facts(flow));
        }
        return finding;
    }

    private static IcmpFacts facts(EchoFlow flow) {
        int version = flow.transport() == Transport.ICMP ? 4 : 6;
        int type = version == 4 ? REQUEST_V4 : REQUEST_V6;
        String name = IcmpMeaning.of(version, type, 0).name();
        return new IcmpFacts(version, type, 0, name, IcmpFields.NO_MTU, null, null);
    }
}
