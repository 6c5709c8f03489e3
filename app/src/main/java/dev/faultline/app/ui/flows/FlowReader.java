package dev.faultline.app.ui.flows;

import dev.faultline.app.flow.Conversation;
import dev.faultline.app.flow.ConversationReader;
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
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

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
        return new ShownFlow(
                subject,
                flow,
                LadderRows.of(flow, Set.of()),
                marks(subject, flow),
                store.names(subject.session()),
                LadderPicture.resetOf(flow));
    }

    private List<FlowMark> marks(FlowSubject subject, Conversation flow) {
        List<FlowMark> marks = new ArrayList<>();
        Finding primary = subject.finding();
        if (primary != null) {
            marks.add(mark(primary, flow, true));
        }
        if (flow.size() == 0 || flow.tcpStream() < 0) {
            return marks;
        }
        FindingQuery query = FindingQuery.all(subject.session())
                .withTimes(flow.time(0) - AROUND, flow.time(flow.size() - 1) + AROUND);
        List<Finding> others = new ArrayList<>();
        store.forEach(query, finding -> {
            boolean another = primary == null || !finding.id().equals(primary.id());
            if (another && isOn(finding, flow)) {
                others.add(finding);
            }
            return others.size() < MOST_MARKS;
        });
        others.stream()
                .filter(finding -> !isPartOfAny(finding, primary, others))
                .forEach(finding -> marks.add(mark(finding, flow, false)));
        return marks;
    }

    /// What is only part of another finding of the flow is told by that one.
    private static boolean isPartOfAny(Finding finding, @Nullable Finding primary, List<Finding> others) {
        String whole = finding.partOf();
        return whole != null
                && (primary != null && primary.id().equals(whole)
                        || others.stream().anyMatch(other -> other.id().equals(whole)));
    }

    /// A session may have several captures, each with streams of the same numbers.
    private static boolean isOn(Finding finding, Conversation flow) {
        return finding.tcpStream() == flow.tcpStream()
                && Objects.equals(finding.src(), flow.client())
                && Objects.equals(finding.dst(), flow.server());
    }

    private FlowMark mark(Finding finding, Conversation flow, boolean primary) {
        Explanation explanation = explainer.explain(finding);
        Set<Long> frames = finding.evidence().stream().map(Evidence::frame).collect(Collectors.toSet());
        return new FlowMark(
                finding.id(),
                SeverityMark.of(finding.severity().id()),
                finding.kind().id(),
                explanation.title(),
                Sentences.first(explanation.detail()),
                primary,
                Arrays.stream(flow.packetsOf(frames)).boxed().toList());
    }
}
