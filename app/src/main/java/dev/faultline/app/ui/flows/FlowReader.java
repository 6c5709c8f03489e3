package dev.faultline.app.ui.flows;

import dev.faultline.app.flow.Conversation;
import dev.faultline.app.flow.ConversationReader;
import dev.faultline.app.flow.Crossings;
import dev.faultline.app.flow.LadderRows;
import dev.faultline.app.store.FindingQuery;
import dev.faultline.app.store.FindingStore;
import dev.faultline.app.task.TaskHandle;
import dev.faultline.app.ui.control.SeverityMark;
import dev.faultline.app.ui.text.Sentences;
import dev.faultline.engine.finding.Evidence;
import dev.faultline.engine.finding.Explainer;
import dev.faultline.engine.finding.Explanation;
import dev.faultline.engine.finding.Finding;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/// Reads a flow with all that was found on it. Blocks: for background threads.
public final class FlowReader {
    private static final int MOST_MARKS = 200;
    private static final long AROUND = TimeUnit.MINUTES.toNanos(10);

    private final FindingStore store;
    private final Explainer explainer;
    private final ConversationReader reader;

    public FlowReader(FindingStore store, Explainer explainer, ConversationReader reader) {
        this.store = store;
        this.explainer = explainer;
        this.reader = reader;
    }

    /// @throws IOException when the capture cannot be read; the message is for people
    ShownFlow read(FlowSubject subject, TaskHandle task) throws IOException {
        Conversation flow = reader.read(subject.request(), new ConversationReader.Progress() {
            @Override
            public void read(double share) {
                task.progress(share, "");
            }

            @Override
            public boolean isCancelled() {
                return task.isCancelled();
            }
        });
        List<Finding> findings = findings(subject, flow);
        return new ShownFlow(
                subject,
                flow,
                LadderRows.of(flow, Set.of()),
                marks(subject, flow, findings),
                store.names(subject.session()),
                LadderPicture.resetOf(flow),
                new Crossings(flow, findings));
    }

    /// All findings on the flow, the one looked at first.
    private List<Finding> findings(FlowSubject subject, Conversation flow) {
        List<Finding> findings = new ArrayList<>();
        Finding primary = subject.finding();
        if (primary != null) {
            findings.add(primary);
        }
        if (flow.size() == 0 || flow.tcpStream() < 0) {
            return findings;
        }
        FindingQuery query = FindingQuery.all(subject.session())
                .withCapture(subject.request().capture())
                .withTimes(flow.time(0) - AROUND, flow.time(flow.size() - 1) + AROUND);
        store.forEach(query, finding -> {
            boolean another = primary == null || !finding.id().equals(primary.id());
            if (another && isOn(finding, flow)) {
                findings.add(finding);
            }
            return findings.size() <= MOST_MARKS;
        });
        return findings;
    }

    /// What is only part of another finding of the flow is told by that one.
    private List<FlowMark> marks(FlowSubject subject, Conversation flow, List<Finding> findings) {
        Set<String> ids = findings.stream().map(Finding::id).collect(Collectors.toSet());
        Finding primary = subject.finding();
        return findings.stream()
                .filter(finding ->
                        finding.equals(primary) || finding.partOf() == null || !ids.contains(finding.partOf()))
                .map(finding -> mark(finding, flow, finding.equals(primary)))
                .toList();
    }

    private static boolean isOn(Finding finding, Conversation flow) {
        return flow.legs().stream()
                .anyMatch(leg -> leg.tcpStream() == finding.tcpStream()
                        && leg.client().equals(finding.src())
                        && leg.server().equals(finding.dst()));
    }

    private FlowMark mark(Finding finding, Conversation flow, boolean primary) {
        Explanation explanation = explainer.explain(finding);
        Set<Long> frames = finding.evidence().stream().map(Evidence::frame).collect(Collectors.toSet());
        List<Integer> packets = Arrays.stream(flow.packetsOf(frames)).boxed().toList();
        return new FlowMark(
                finding.id(),
                SeverityMark.of(finding.severity().id()),
                finding.kind().id(),
                explanation.title(),
                Sentences.first(explanation.detail()),
                primary,
                packets,
                RequestSpan.of(finding, flow, packets));
    }
}
