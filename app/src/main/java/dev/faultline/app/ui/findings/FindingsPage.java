package dev.faultline.app.ui.findings;

import dev.faultline.app.Messages;
import dev.faultline.app.command.CommandRegistry;
import dev.faultline.app.export.FindingsFile;
import dev.faultline.app.filter.FilterFields;
import dev.faultline.app.settings.Settings;
import dev.faultline.app.store.FindingRow;
import dev.faultline.app.store.FindingStore;
import dev.faultline.app.task.Delay;
import dev.faultline.app.task.TaskRunner;
import dev.faultline.app.ui.detail.DetailActions;
import dev.faultline.app.ui.detail.DetailView;
import dev.faultline.app.ui.detail.DetailViewModel;
import dev.faultline.app.ui.dialog.FileDialogs;
import dev.faultline.app.ui.dialog.Notices;
import dev.faultline.app.ui.dialog.SideWindow;
import dev.faultline.app.ui.filter.FilterBar;
import dev.faultline.app.ui.filter.FilterCompletion;
import dev.faultline.app.ui.filter.FilterMemory;
import dev.faultline.app.ui.filter.FilterViewModel;
import dev.faultline.engine.finding.Explainer;
import java.time.ZoneId;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import org.jspecify.annotations.Nullable;

/// The findings view with all that is behind it, put together. FX thread only.
public final class FindingsPage {
    private static final String HISTORY = "filter.history";
    private static final String BOOKMARKS = "filter.bookmarks";
    private static final double EXPORT_WIDTH = 420;
    private static final double EXPORT_HEIGHT = 380;

    private final Services services;
    private final FindingsViewModel model;
    private final DetailViewModel detail;
    private final ExportViewModel exports;
    private final FindingsView view;

    /// What the page is made of.
    ///
    /// @param background loads pages of rows
    /// @param pulse the user interface's thread, once a pulse
    /// @param zone where the user is
    /// @param packets reads the packets of a finding
    /// @param evidence takes packets to Wireshark
    /// @param sideWindow asks what to export
    /// @param clipboard takes a text
    /// @param commands gets those of the page
    public record Services(
            FindingStore store,
            TaskRunner tasks,
            Executor background,
            Executor pulse,
            Delay delay,
            Settings settings,
            ZoneId zone,
            Explainer explainer,
            DetailViewModel.PacketReader packets,
            EvidenceOpener evidence,
            FileDialogs dialogs,
            Notices notices,
            SideWindow sideWindow,
            Consumer<String> clipboard,
            CommandRegistry commands) {}

    public FindingsPage(Services services) {
        this.services = services;
        TaskRunner tasks = services.tasks();
        FindingStore store = services.store();
        FilterViewModel filter = new FilterViewModel(tasks, services.delay(), memory(services.settings()));
        model = new FindingsViewModel(
                new FindingsViewModel.Parts(
                        store,
                        tasks,
                        services.background(),
                        services.pulse(),
                        services.delay(),
                        services.settings(),
                        services.zone()),
                filter);
        detail = new DetailViewModel(store, tasks, services.explainer(), services.packets());
        model.leadProperty().addListener((observed, before, now) -> showDetail(now));
        EvidenceViewModel.Surroundings around =
                new EvidenceViewModel.Surroundings(tasks, services.settings(), services.dialogs(), services.notices());
        FindingCollector collector = new FindingCollector(store);
        EvidenceViewModel evidence = new EvidenceViewModel(model, detail, collector, services.evidence(), around);
        exports = new ExportViewModel(model, store, new FindingsFile(services.explainer()), evidence, around);
        CopyViewModel copies = new CopyViewModel(
                model, collector, services.explainer(), tasks, services.clipboard(), services.notices());
        RowMenu menu = new RowMenu(model, services.commands());
        view = view(evidence, menu);
        new FindingsCommands(model, view).addTo(services.commands(), evidence, copies, this::askExport);
    }

    /// What is shown.
    public FindingsViewModel model() {
        return model;
    }

    /// The finding in the details.
    public DetailViewModel detail() {
        return detail;
    }

    /// The view itself.
    public FindingsView view() {
        return view;
    }

    private FindingsView view(EvidenceViewModel evidence, RowMenu menu) {
        FindingsTable table = new FindingsTable(model, menu);
        DetailActions actions = new DetailActions(
                () -> table.step(-1),
                () -> table.step(1),
                evidence::openDetail,
                evidence::saveSelected,
                services.clipboard(),
                () -> menu.items(null));
        FilterCompletion completion = new FilterCompletion(
                FilterFields.all(), field -> FilterFields.operators(field.type()), model::valuesSeen);
        return new FindingsView(
                model,
                new FindingsView.Parts(
                        new FilterBar(model.filter(), completion, model.shownProperty()),
                        new MissingPane(evidence),
                        table,
                        new DetailView(detail, actions)));
    }

    private void showDetail(@Nullable RowItem lead) {
        FindingRow row = lead == null ? null : lead.row();
        if (row == null) {
            detail.clear();
        } else {
            detail.show(new DetailViewModel.Subject(model.sessionId(), row.findingId(), row.capture()));
        }
    }

    private void askExport() {
        services.sideWindow()
                .show(
                        Messages.text("export.title"),
                        new ExportPane(exports, services.sideWindow()::close),
                        EXPORT_WIDTH,
                        EXPORT_HEIGHT);
    }

    private static ObjectProperty<FilterMemory> memory(Settings settings) {
        ObjectProperty<FilterMemory> memory = new SimpleObjectProperty<>(
                FilterMemory.parse(settings.remembered(HISTORY, ""), settings.remembered(BOOKMARKS, "")));
        memory.addListener((observed, before, now) -> {
            settings.remember(HISTORY, now.historyText());
            settings.remember(BOOKMARKS, now.bookmarkText());
        });
        return memory;
    }
}
