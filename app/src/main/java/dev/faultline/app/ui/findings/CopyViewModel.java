package dev.faultline.app.ui.findings;

import dev.faultline.app.Messages;
import dev.faultline.app.export.Sheet;
import dev.faultline.app.names.EndpointNames;
import dev.faultline.app.store.FindingView;
import dev.faultline.app.task.TaskRunner;
import dev.faultline.app.ui.dialog.Notices;
import dev.faultline.engine.finding.Explainer;
import dev.faultline.engine.finding.Finding;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

/// Copies the selected lines, in the form that is wanted. FX thread only.
public final class CopyViewModel {
    private final FindingsViewModel findings;
    private final FindingCollector collector;
    private final Explainer explainer;
    private final TaskRunner tasks;
    private final Consumer<String> clipboard;
    private final Notices notices;

    /// @param clipboard takes a text
    CopyViewModel(
            FindingsViewModel findings,
            FindingCollector collector,
            Explainer explainer,
            TaskRunner tasks,
            Consumer<String> clipboard,
            Notices notices) {
        this.findings = findings;
        this.collector = collector;
        this.explainer = explainer;
        this.tasks = tasks;
        this.clipboard = clipboard;
        this.notices = notices;
    }

    /// Copies the selected lines.
    public void copy(CopyFormat format) {
        List<RowItem> items = findings.selected();
        if (items.isEmpty()) {
            return;
        }
        switch (format) {
            case TSV -> put(RowTexts.sheet(Sheet.TSV, items, findings.timeText()), items.size());
            case MARKDOWN -> put(RowTexts.sheet(Sheet.MARKDOWN, items, findings.timeText()), items.size());
            case FILTER -> put(RowTexts.filter(items));
            case JSON -> {
                FindingView view = findings.view();
                EndpointNames names = view == null ? EndpointNames.NONE : view.names();
                withFindings(items, found -> RowTexts.json(found.values(), names, explainer));
            }
            case DISPLAY_FILTER -> withFindings(items, found -> RowTexts.displayFilter(found.values()));
            case TSHARK -> withFindings(items, RowTexts::tshark);
        }
    }

    private void withFindings(List<RowItem> items, Function<Map<Path, List<Finding>>, String> text) {
        FindingView view = findings.view();
        if (view != null) {
            tasks.call(() -> text.apply(collector.byCapture(view, items)))
                    .onSuccess(this::put)
                    .start();
        }
    }

    private void put(String text) {
        put(text, text.lines().count());
    }

    /// @param lines as they are told, without those of a head
    private void put(String text, long lines) {
        clipboard.accept(text);
        notices.tell(Messages.text("copy.done", lines));
    }
}
