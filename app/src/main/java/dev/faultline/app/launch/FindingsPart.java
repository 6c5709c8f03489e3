package dev.faultline.app.launch;

import dev.faultline.app.command.CommandRegistry;
import dev.faultline.app.filter.FilterFields;
import dev.faultline.app.session.AnalysisSession;
import dev.faultline.app.session.EvidencePackets;
import dev.faultline.app.settings.Settings;
import dev.faultline.app.store.FindingStore;
import dev.faultline.app.task.Delay;
import dev.faultline.app.task.TaskRunner;
import dev.faultline.app.ui.detail.DetailViewModel;
import dev.faultline.app.ui.dialog.FileDialogs;
import dev.faultline.app.ui.dialog.Notices;
import dev.faultline.app.ui.filter.FilterCompletion;
import dev.faultline.app.ui.filter.FilterMemory;
import dev.faultline.app.ui.filter.FilterViewModel;
import dev.faultline.app.ui.findings.FindingsAssembly;
import dev.faultline.app.ui.findings.FindingsViewModel;
import dev.faultline.app.ui.shell.ShellView;
import dev.faultline.app.ui.shell.ShellViewModel;
import dev.faultline.app.ui.shell.StatusFacts;
import dev.faultline.engine.finding.Explainer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.Executor;
import javafx.beans.property.SimpleObjectProperty;
import org.jspecify.annotations.Nullable;

/// The findings view, made when the first capture opens: the start page does not wait for it.
final class FindingsPart implements AutoCloseable {
    private final Parts parts;
    private final EvidencePackets evidence = new EvidencePackets();
    private @Nullable FindingsViewModel model;
    private @Nullable PacketOpener opener;

    /// What it is made of.
    ///
    /// @param background loads rows
    /// @param pulse the user interface's thread, once a pulse
    record Parts(
            Backend backend,
            MachineFacts machine,
            TaskRunner tasks,
            Executor background,
            Executor pulse,
            Settings settings,
            CommandRegistry commands,
            StatusFacts facts,
            FileDialogs dialogs,
            Notices notices,
            ShellViewModel shell,
            ShellView view) {}

    FindingsPart(Parts parts) {
        this.parts = parts;
    }

    /// Shows from now on what is open.
    void follow() {
        parts.shell().session().sessionProperty().addListener((observed, before, now) -> show(now));
    }

    private void show(@Nullable AnalysisSession session) {
        if (session != null) {
            made().show(session);
        } else if (model != null) {
            model.clear();
        }
    }

    private FindingsViewModel made() {
        if (model == null) {
            FindingStore store = parts.backend().store(); // open already: it has a session
            model = make(store);
        }
        return model;
    }

    private FindingsViewModel make(FindingStore store) {
        TaskRunner tasks = parts.tasks();
        FilterViewModel filter =
                new FilterViewModel(tasks, Delay.onFxThread(), new SimpleObjectProperty<>(FilterMemory.EMPTY));
        FindingsViewModel made = new FindingsViewModel(
                new FindingsViewModel.Parts(
                        store,
                        tasks,
                        parts.background(),
                        parts.pulse(),
                        Delay.onFxThread(),
                        parts.settings(),
                        ZoneId.systemDefault()),
                filter);
        DetailViewModel detail = new DetailViewModel(store, tasks, new Explainer(), evidence::of);
        PacketOpener packets = new PacketOpener(
                store,
                tasks,
                parts.machine()::wireshark,
                parts.dialogs(),
                parts.notices(),
                parts.shell()::tell,
                program -> parts.settings().wiresharkProperty().set(program.toString()));
        opener = packets;
        FilterCompletion completion = new FilterCompletion(
                FilterFields.all(), field -> FilterFields.operators(field.type()), field -> List.of());
        FindingsAssembly assembly = new FindingsAssembly(made, detail, completion, packets);
        assembly.addTo(parts.commands());
        parts.facts().shownProperty().bind(made.shownProperty());
        parts.view().setFindings(assembly.view());
        return made;
    }

    @Override
    public void close() {
        try {
            evidence.close();
            if (opener != null) {
                opener.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
