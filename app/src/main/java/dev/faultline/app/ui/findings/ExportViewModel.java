package dev.faultline.app.ui.findings;

import dev.faultline.app.Messages;
import dev.faultline.app.export.ExportFormat;
import dev.faultline.app.export.FindingsFile;
import dev.faultline.app.store.FindingQuery;
import dev.faultline.app.store.FindingStore;
import dev.faultline.app.store.FindingView;
import dev.faultline.app.ui.dialog.SavedFiles;
import dev.faultline.app.ui.findings.EvidenceViewModel.Surroundings;
import dev.faultline.app.ui.text.Figures;
import dev.faultline.engine.finding.Finding;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/// Exports findings, and the packets of their flows. FX thread only.
public final class ExportViewModel {
    private final FindingsViewModel findings;
    private final FindingStore store;
    private final FindingCollector collector;
    private final FindingsFile file;
    private final EvidenceViewModel evidence;
    private final Surroundings around;

    ExportViewModel(
            FindingsViewModel findings,
            FindingStore store,
            FindingsFile file,
            EvidenceViewModel evidence,
            Surroundings around) {
        this.findings = findings;
        this.store = store;
        this.collector = new FindingCollector(store);
        this.file = file;
        this.evidence = evidence;
        this.around = around;
    }

    /// How many findings there are to export.
    public long count(ExportScope scope) {
        return switch (scope) {
            case SELECTED ->
                findings.selected().stream().mapToLong(RowItem::flows).sum();
            case SHOWN -> findings.shownProperty().get();
            case ALL -> findings.facets().countsProperty().get().total();
        };
    }

    /// Asks for a file and writes the findings.
    public void export(ExportScope scope, ExportFormat format) {
        FindingView view = findings.view();
        if (view == null) {
            return;
        }
        List<RowItem> selected = findings.selected();
        around.dialogs()
                .save(
                        Messages.text("export.title"),
                        "findings." + format.extension(),
                        Messages.text("export.format." + format.name().toLowerCase(Locale.ROOT)),
                        format.extension())
                .ifPresent(target -> write(view, scope, selected, format, target));
    }

    /// Asks for files and writes the packets of the findings' flows.
    public void exportPackets(ExportScope scope) {
        FindingView view = findings.view();
        if (view != null) {
            List<RowItem> selected = findings.selected();
            around.tasks()
                    .call(() -> byCapture(view, scope, selected))
                    .onSuccess(evidence::save)
                    .start();
        }
    }

    private Map<Path, List<Finding>> byCapture(FindingView view, ExportScope scope, List<RowItem> selected) {
        return switch (scope) {
            case SELECTED -> collector.byCapture(view, selected);
            case SHOWN -> collector.byCapture(view);
            case ALL -> {
                try (FindingView all = store.view(all(view))) {
                    yield collector.byCapture(all);
                }
            }
        };
    }

    private void write(FindingView view, ExportScope scope, List<RowItem> selected, ExportFormat format, Path target) {
        around.tasks()
                .track(handle -> file.named(view.names())
                        .write(target, format, findings.name(), source(view, scope, selected), handle::isCancelled))
                .titled(Messages.text("export.writing", String.valueOf(target.getFileName())))
                .onSuccess(count -> new SavedFiles(around.tasks(), around.dialogs(), around.notices())
                        .tell(Messages.text("export.done", Figures.count(count)), target))
                .onFailure(
                        IOException.class,
                        e -> around.notices().warn(Messages.text("export.failed"), String.valueOf(e.getMessage())))
                .start();
    }

    private FindingsFile.Source source(FindingView view, ExportScope scope, List<RowItem> selected) {
        return switch (scope) {
            case SELECTED -> sink -> collector.forEach(view, selected, sink);
            case SHOWN -> sink -> forEach(view.query(), sink);
            case ALL -> sink -> forEach(all(view), sink);
        };
    }

    private void forEach(FindingQuery query, Consumer<Finding> sink) {
        store.forEach(query, finding -> {
            sink.accept(finding);
            return true;
        });
    }

    private static FindingQuery all(FindingView view) {
        return FindingQuery.all(view.query().session());
    }
}
