package dev.faultline.app.ui.findings;

import dev.faultline.app.Messages;
import dev.faultline.app.names.EndpointNames;
import dev.faultline.app.settings.Settings;
import dev.faultline.app.store.FindingView;
import dev.faultline.app.task.TaskRunner;
import dev.faultline.app.ui.detail.DetailViewModel;
import dev.faultline.app.ui.dialog.FileDialogs;
import dev.faultline.app.ui.dialog.Notices;
import dev.faultline.app.ui.dialog.SavedFiles;
import dev.faultline.app.ui.text.Figures;
import dev.faultline.app.wireshark.LaunchResult;
import dev.faultline.engine.finding.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;

/// Takes the packets of findings to Wireshark or into a file. FX thread only.
public final class EvidenceViewModel {
    private final FindingsViewModel findings;
    private final DetailViewModel detail;
    private final FindingCollector collector;
    private final EvidenceOpener opener;
    private final Surroundings around;
    private final ReadOnlyObjectWrapper<@Nullable WiresharkMissing> missing =
            new ReadOnlyObjectWrapper<>(this, "missing", null);

    /// What the window offers.
    ///
    /// @param dialogs ask for files
    /// @param notices tell what was done
    public record Surroundings(TaskRunner tasks, Settings settings, FileDialogs dialogs, Notices notices) {}

    EvidenceViewModel(
            FindingsViewModel findings,
            DetailViewModel detail,
            FindingCollector collector,
            EvidenceOpener opener,
            Surroundings around) {
        this.findings = findings;
        this.detail = detail;
        this.collector = collector;
        this.opener = opener;
        this.around = around;
    }

    /// That Wireshark could not be started; null when all is well.
    public ReadOnlyObjectProperty<@Nullable WiresharkMissing> missingProperty() {
        return missing.getReadOnlyProperty();
    }

    /// Opens the packets of the selected lines' flows in Wireshark.
    public void openSelected() {
        withFindings(findings.selected(), this::open);
    }

    /// Opens the packets of the finding in the details, which may be one that the table does not show.
    public void openDetail() {
        Finding shown = detail.finding();
        DetailViewModel.Subject subject = detail.subject();
        RowItem lead = findings.leadProperty().get();
        if (lead != null && shown != null && lead.findingId().equals(shown.id())) {
            withFindings(List.of(lead), this::open);
        } else if (shown != null && subject != null) {
            open(Map.of(subject.capture(), List.of(shown)));
        }
    }

    /// Opens the capture itself, filtered to the flow of the line in focus.
    public void openOriginal() {
        RowItem lead = findings.leadProperty().get();
        if (lead != null) {
            withFindings(
                    List.of(lead),
                    found -> found.forEach((capture, some) -> launch(
                            Messages.text("evidence.openingOriginal", name(capture)),
                            () -> opener.openOriginal(capture, some.getFirst()))));
        }
    }

    /// Asks for a file and writes the packets of the selected lines' flows into it.
    public void saveSelected() {
        withFindings(findings.selected(), this::save);
    }

    /// Writes the packets of findings, by capture, each to a file that the user chooses.
    void save(Map<Path, List<Finding>> found) {
        found.forEach((capture, some) -> around.dialogs()
                .save(
                        Messages.text("evidence.saveTitle", some.size()),
                        EvidenceOpener.name(some),
                        Messages.text("evidence.kind"),
                        "pcapng")
                .ifPresent(target -> save(capture, some, target)));
    }

    /// Keeps what Wireshark was to open.
    public void saveMissing() {
        WiresharkMissing failed = missing.get();
        if (failed != null) {
            String suggested = name(failed.file());
            around.dialogs()
                    .save(Messages.text("evidence.saveAs"), suggested, Messages.text("evidence.kind"), "pcapng")
                    .ifPresent(target -> copy(failed.file(), target));
        }
    }

    /// Lets the user show where Wireshark is, and tries again.
    public void browse() {
        WiresharkMissing failed = missing.get();
        if (failed != null) {
            around.dialogs()
                    .chooseProgram(Messages.text("evidence.browseTitle"))
                    .ifPresent(program -> {
                        around.settings().wiresharkProperty().set(program.toString());
                        launch(
                                Messages.text("evidence.opening", name(failed.file())),
                                () -> opener.openFile(failed.file()));
                    });
        }
    }

    /// Shows the folder of what Wireshark was to open.
    public void showFolder() {
        WiresharkMissing failed = missing.get();
        if (failed != null) {
            around.dialogs().showInFolder(failed.file());
        }
    }

    /// Forgets that Wireshark could not be started.
    public void dismiss() {
        missing.set(null);
    }

    private void withFindings(List<RowItem> items, java.util.function.Consumer<Map<Path, List<Finding>>> action) {
        FindingView view = findings.view();
        if (view != null && !items.isEmpty()) {
            around.tasks()
                    .call(() -> collector.byCapture(view, items))
                    .onSuccess(action)
                    .start();
        }
    }

    private EndpointNames names() {
        FindingView view = findings.view();
        return view == null ? EndpointNames.NONE : view.names();
    }

    private void open(Map<Path, List<Finding>> found) {
        EndpointNames names = names();
        found.forEach((capture, some) -> around.tasks()
                .track(handle -> opener.open(capture, some, names, handle::isCancelled))
                .titled(Messages.text("evidence.writing", some.size()))
                .onSuccess(this::opened)
                .onFailure(IOException.class, e -> warn("evidence.notWritten", e))
                .start());
    }

    private void launch(String title, Callable<EvidenceOpener.Opened> work) {
        around.tasks().call(work).titled(title).onSuccess(this::opened).start();
    }

    private void opened(EvidenceOpener.Opened opened) {
        switch (opened.result()) {
            case LaunchResult.Started started -> {
                missing.set(null);
                around.notices()
                        .tell(
                                opened.packets() > 0
                                        ? Messages.text("evidence.opened", opened.packets())
                                        : Messages.text("evidence.openedFile", name(opened.file())));
            }
            case LaunchResult.NotFound notFound ->
                missing.set(new WiresharkMissing(notFound.searched(), "", opened.file()));
            case LaunchResult.Failed failed ->
                missing.set(new WiresharkMissing(
                        List.of(),
                        Messages.text("evidence.didNotStart", String.join(" ", failed.command()), failed.reason()),
                        opened.file()));
        }
    }

    private void save(Path capture, List<Finding> some, Path target) {
        EndpointNames names = names();
        around.tasks()
                .track(handle -> opener.save(capture, some, names, target, handle::isCancelled))
                .titled(Messages.text("evidence.writing", some.size()))
                .onSuccess(extract -> saved(
                        Messages.text(
                                "evidence.saved", extract.packets(), Figures.bytes(extract.bytes()), name(target)),
                        target))
                .onFailure(IOException.class, e -> warn("evidence.notWritten", e))
                .start();
    }

    private void copy(Path file, Path target) {
        around.tasks()
                .call(() -> Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING))
                .onSuccess(copied -> saved(Messages.text("evidence.copied", name(target)), target))
                .onFailure(IOException.class, e -> warn("evidence.notWritten", e))
                .start();
    }

    private void saved(String text, Path target) {
        new SavedFiles(around.tasks(), around.dialogs(), around.notices()).tell(text, target);
    }

    private void warn(String titleKey, IOException problem) {
        around.notices().warn(Messages.text(titleKey), String.valueOf(problem.getMessage()));
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName());
    }
}
