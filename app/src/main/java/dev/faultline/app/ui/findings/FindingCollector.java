package dev.faultline.app.ui.findings;

import dev.faultline.app.store.FindingRow;
import dev.faultline.app.store.FindingStore;
import dev.faultline.app.store.FindingView;
import dev.faultline.engine.finding.Finding;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/// Gets the findings that lines of the table stand for. Blocks: for background threads.
final class FindingCollector {
    private static final int PAGE = 500;

    private final FindingStore store;

    FindingCollector(FindingStore store) {
        this.store = store;
    }

    /// The findings of the lines, all members of folded ones, by the capture that they are in.
    ///
    /// @param view the rows that the lines are of
    Map<Path, List<Finding>> byCapture(FindingView view, List<RowItem> items) {
        Map<Path, List<Finding>> found = new LinkedHashMap<>();
        for (RowItem item : items) {
            FindingRow row = Objects.requireNonNull(item.row());
            for (FindingRow member : members(view, item, row)) {
                store.finding(view.query().session(), member.findingId())
                        .ifPresent(finding -> found.computeIfAbsent(member.capture(), capture -> new ArrayList<>())
                                .add(finding));
            }
        }
        return found;
    }

    /// All findings of a view that stand in its rows, by the capture that they are in.
    Map<Path, List<Finding>> byCapture(FindingView view) {
        Map<Path, List<Finding>> found = new LinkedHashMap<>();
        for (int from = 0; from < view.size(); from += PAGE) {
            List<RowItem> page = view.rows(from, Math.min(from + PAGE, view.size())).stream()
                    .map(row -> new RowItem(0, false, row))
                    .toList();
            byCapture(view, page)
                    .forEach((capture, some) -> found.computeIfAbsent(capture, path -> new ArrayList<>())
                            .addAll(some));
        }
        return found;
    }

    /// Hands over the findings of the lines, each followed by those that are part of it.
    void forEach(FindingView view, List<RowItem> items, Consumer<Finding> sink) {
        for (List<Finding> some : byCapture(view, items).values()) {
            some.forEach(finding -> withParts(view.query().session(), finding, sink));
        }
    }

    private void withParts(long session, Finding finding, Consumer<Finding> sink) {
        sink.accept(finding);
        for (FindingRow part : store.children(session, finding.id())) {
            store.finding(session, part.findingId()).ifPresent(found -> withParts(session, found, sink));
        }
    }

    private static List<FindingRow> members(FindingView view, RowItem item, FindingRow row) {
        return item.isFolded()
                ? view.members(row.fold(), 0, (int) Math.min(row.flows(), SnapshotReader.MAX_MEMBERS))
                : List.of(row);
    }
}
