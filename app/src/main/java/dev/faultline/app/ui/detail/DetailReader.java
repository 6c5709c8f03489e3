package dev.faultline.app.ui.detail;

import dev.faultline.app.Messages;
import dev.faultline.app.names.AddressName;
import dev.faultline.app.names.EndpointNames;
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
import dev.faultline.engine.finding.FactText;
import dev.faultline.engine.finding.Finding;
import dev.faultline.engine.finding.TransactionFacts;
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
        EndpointNames names = store.names(session);
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
                name(finding.src(), names.at(finding.src(), finding.first())),
                Messages.text("detail.client"),
                name(finding.dst(), names.at(finding.dst(), finding.first())),
                Messages.text("detail.server"),
                ConfidenceMark.of(finding.confidence().id()),
                explainer.confidenceWhy(finding),
                explanation.causes(),
                explanation.next().stream().map(DetailReader::step).toList(),
                facts(finding, names),
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

    /// The name of an end with its port; its address where it has none.
    private static String name(@Nullable Endpoint end, AddressName known) {
        if (end == null) {
            return Messages.text("detail.noEnd");
        }
        String name = known.shortName();
        if (name == null) {
            return end.toString();
        }
        return end.port() == Endpoint.NO_PORT ? name : name + ":" + end.port();
    }

    private static List<Fact> facts(Finding finding, EndpointNames names) {
        List<Fact> facts = new ArrayList<>();
        add(facts, "detail.client", finding.src());
        add(facts, "detail.clientName", names.at(finding.src(), finding.first()));
        add(facts, "detail.server", finding.dst());
        add(facts, "detail.serverName", names.at(finding.dst(), finding.first()));
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
        TransactionFacts transaction = finding.transaction();
        if (transaction != null) {
            addTransaction(facts, transaction);
        }
        return facts;
    }

    private static void addTransaction(List<Fact> facts, TransactionFacts transaction) {
        facts.add(new Fact(Messages.text("detail.request"), transaction.request(), true));
        String host = transaction.host();
        if (host != null) {
            facts.add(new Fact(Messages.text("detail.host"), FactText.of(host), true));
        }
        if (transaction.elapsed() != null) {
            facts.add(new Fact(Messages.text("detail.elapsed"), FactText.duration(transaction.elapsed()), false));
        }
    }

    private static void add(List<Fact> facts, String nameKey, AddressName known) {
        if (!known.isEmpty()) {
            facts.add(new Fact(Messages.text(nameKey), String.join(" · ", known.words()), true));
        }
    }

    private static void add(List<Fact> facts, String nameKey, @Nullable Object address) {
        if (address != null) {
            facts.add(new Fact(Messages.text(nameKey), address.toString(), true));
        }
    }
}
