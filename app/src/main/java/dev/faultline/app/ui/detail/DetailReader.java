package dev.faultline.app.ui.detail;

import dev.faultline.app.Messages;
import dev.faultline.app.store.FindingRow;
import dev.faultline.app.store.FindingStore;
import dev.faultline.app.ui.control.BlameMark;
import dev.faultline.app.ui.control.ClassMark;
import dev.faultline.app.ui.control.ConfidenceMark;
import dev.faultline.app.ui.control.SeverityMark;
import dev.faultline.app.ui.detail.FindingDetail.Fact;
import dev.faultline.app.ui.detail.FindingDetail.Related;
import dev.faultline.app.ui.detail.FindingDetail.Step;
import dev.faultline.app.ui.text.Figures;
import dev.faultline.app.ui.text.Sentences;
import dev.faultline.engine.common.Endpoint;
import dev.faultline.engine.finding.Explainer;
import dev.faultline.engine.finding.Explanation;
import dev.faultline.engine.finding.Finding;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Puts together all that is said of a finding. Blocks: for background threads.
final class DetailReader {
    private static final String COMMAND = "$ ";

    private final FindingStore store;
    private final Explainer explainer;

    DetailReader(FindingStore store, Explainer explainer) {
        this.store = store;
        this.explainer = explainer;
    }

    Optional<Finding> finding(long session, String id) {
        return store.finding(session, id);
    }

    FindingDetail detail(long session, Finding finding) {
        Explanation explanation = explainer.explain(finding);
        String detail = explanation.detail();
        return new FindingDetail(
                finding.id(),
                SeverityMark.of(finding.severity().id()),
                ClassMark.of(finding.kind().findingClass().id()),
                finding.kind().id(),
                explanation.title(),
                Messages.text("detail.times", Figures.count(finding.count())),
                Sentences.first(detail),
                Sentences.rest(detail),
                BlameMark.of(finding.blame().id()),
                proof(finding),
                name(finding.src()),
                Messages.text("detail.client"),
                name(finding.dst()),
                Messages.text("detail.server"),
                ConfidenceMark.of(finding.confidence().id()),
                explainer.confidenceWhy(finding),
                explanation.causes(),
                explanation.next().stream().map(DetailReader::step).toList(),
                facts(finding),
                parents(session, finding),
                store.children(session, finding.id()).stream()
                        .map(DetailReader::related)
                        .toList());
    }

    private List<Related> parents(long session, Finding finding) {
        String parent = finding.partOf();
        if (parent == null) {
            return List.of();
        }
        return store.finding(session, parent)
                .map(found -> List.of(new Related(
                        found.id(),
                        explainer.explain(found).title(),
                        SeverityMark.of(found.severity().id()),
                        found.kind().id())))
                .orElse(List.of());
    }

    private static Related related(FindingRow row) {
        return new Related(
                row.findingId(),
                row.title(),
                SeverityMark.of(row.severity().id()),
                row.kind().id());
    }

    private static Step step(String line) {
        boolean command = line.startsWith(COMMAND);
        return new Step(command ? line.substring(COMMAND.length()) : line, command);
    }

    private static String proof(Finding finding) {
        int packets = finding.evidence().size();
        int vantages = finding.vantage().size();
        return vantages > 1
                ? Messages.text("detail.proofAt", packets, vantages)
                : Messages.text("detail.proof", packets);
    }

    private static String name(@Nullable Endpoint end) {
        return end == null ? Messages.text("detail.noEnd") : end.toString();
    }

    private static List<Fact> facts(Finding finding) {
        List<Fact> facts = new ArrayList<>();
        add(facts, "detail.client", finding.src());
        add(facts, "detail.server", finding.dst());
        add(facts, "detail.reporter", finding.reporter());
        facts.add(new Fact(
                Messages.text("detail.stream"),
                finding.tcpStream() >= 0
                        ? "tcp.stream " + finding.tcpStream()
                        : finding.transport().id(),
                false));
        if (!finding.vantage().isEmpty()) {
            facts.add(new Fact(Messages.text("detail.interface"), String.join(", ", finding.vantage()), false));
        }
        if (finding.facts().get("rtt") instanceof Duration rtt) {
            facts.add(new Fact(Messages.text("detail.rtt"), Figures.measured(rtt.toNanos()), false));
        }
        return facts;
    }

    private static void add(List<Fact> facts, String nameKey, @Nullable Object address) {
        if (address != null) {
            facts.add(new Fact(Messages.text(nameKey), address.toString(), true));
        }
    }
}
