package dev.faultline.app.launch;

import dev.faultline.app.Messages;
import dev.faultline.app.extract.EvidenceExtractor;
import dev.faultline.app.extract.EvidenceExtractor.Extract;
import dev.faultline.app.extract.FlowSelection;
import dev.faultline.app.store.FindingStore;
import dev.faultline.app.task.TaskRunner;
import dev.faultline.app.ui.detail.DetailViewModel.Subject;
import dev.faultline.app.ui.dialog.FileDialogs;
import dev.faultline.app.ui.dialog.Notices;
import dev.faultline.app.ui.findings.FindingsAssembly.PacketActions;
import dev.faultline.app.ui.shell.Band;
import dev.faultline.app.ui.text.Figures;
import dev.faultline.app.wireshark.DisplayFilters;
import dev.faultline.app.wireshark.EvidenceFolder;
import dev.faultline.app.wireshark.LaunchResult;
import dev.faultline.app.wireshark.WiresharkLauncher;
import dev.faultline.engine.common.Limits;
import dev.faultline.engine.finding.Explainer;
import dev.faultline.engine.finding.Finding;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Takes the packets of a finding to Wireshark, or to a file.
final class PacketOpener implements PacketActions, AutoCloseable {
    private final FindingStore store;
    private final TaskRunner tasks;
    private final Supplier<WiresharkLauncher> wireshark;
    private final FileDialogs dialogs;
    private final Notices notices;
    private final Consumer<Band> tell;
    private final Consumer<Path> choose;
    private final EvidenceExtractor extractor = new EvidenceExtractor(Limits.DEFAULT, new Explainer());
    private @Nullable EvidenceFolder folder;

    /// @param wireshark starts Wireshark as the settings say now
    /// @param tell shows a band
    /// @param choose notes the Wireshark program that the user chose
    PacketOpener(
            FindingStore store,
            TaskRunner tasks,
            Supplier<WiresharkLauncher> wireshark,
            FileDialogs dialogs,
            Notices notices,
            Consumer<Band> tell,
            Consumer<Path> choose) {
        this.store = store;
        this.tasks = tasks;
        this.wireshark = wireshark;
        this.dialogs = dialogs;
        this.notices = notices;
        this.tell = tell;
        this.choose = choose;
    }

    @Override
    public void openInWireshark(Subject subject) {
        tasks.track(handle -> {
                    Finding finding = finding(subject);
                    WiresharkLauncher launcher = wireshark.get();
                    Path target = folder(launcher).newFile("faultline-" + finding.id() + ".pcapng");
                    Extract extract = extractor.extract(request(subject, finding, target), handle::isCancelled);
                    return launcher.open(extract.file(), extract.firstEvidence());
                })
                .titled(Messages.text("wireshark.opening"))
                .onSuccess(result -> tell(result, () -> openInWireshark(subject), subject))
                .onFailure(IOException.class, error -> failed("wireshark.notWritten", error))
                .start();
    }

    @Override
    public void openCaptureInWireshark(Subject subject) {
        tasks.call(() -> {
                    Finding finding = finding(subject);
                    long frame = finding.evidence().isEmpty()
                            ? 0
                            : finding.evidence().getFirst().frame();
                    return wireshark.get().openFiltered(subject.capture(), DisplayFilters.flowOf(finding), frame);
                })
                .onSuccess(result -> tell(result, () -> openCaptureInWireshark(subject), subject))
                .start();
    }

    @Override
    public void save(Subject subject) {
        String name = "faultline-" + subject.findingId() + ".pcapng";
        dialogs.save(Messages.text("command.export.packets"), name, Messages.text("dialog.captures"), "pcapng")
                .ifPresent(target -> save(subject, target));
    }

    private void save(Subject subject, Path target) {
        tasks.track(handle -> extractor.extract(request(subject, finding(subject), target), handle::isCancelled))
                .titled(Messages.text("command.export.packets"))
                .onSuccess(extract -> notices.tell(
                        Messages.text("wireshark.exported", Figures.count(extract.packets())),
                        Messages.text("start.showInFolder"),
                        () -> dialogs.showInFolder(extract.file())))
                .onFailure(IOException.class, error -> failed("wireshark.notWritten", error))
                .start();
    }

    private static EvidenceExtractor.Request request(Subject subject, Finding finding, Path target) {
        FlowSelection flows = new FlowSelection.OfFindings(List.of(finding));
        return new EvidenceExtractor.Request(subject.capture(), flows, List.of(finding), target, true);
    }

    private Finding finding(Subject subject) {
        return store.finding(subject.session(), subject.findingId())
                .orElseThrow(() -> new NoSuchElementException(subject.findingId()));
    }

    private synchronized EvidenceFolder folder(WiresharkLauncher launcher) throws IOException {
        if (folder == null) {
            folder = EvidenceFolder.create(launcher.temporaryFolder(Path.of(System.getProperty("java.io.tmpdir"))));
        }
        return folder;
    }

    private void tell(LaunchResult result, Runnable again, Subject subject) {
        switch (result) {
            case LaunchResult.Started started -> notices.tell(Messages.text("wireshark.started"));
            case LaunchResult.Failed(List<String> command, String reason) ->
                notices.warn(Messages.text("wireshark.failed", command.getFirst()), reason);
            case LaunchResult.NotFound(List<String> searched) ->
                tell.accept(new Band(
                        Band.Kind.ERROR,
                        Messages.text("wireshark.notFound"),
                        searched,
                        List.of(
                                new Band.Action(Messages.text("preferences.browse"), () -> browse(again)),
                                new Band.Action(Messages.text("wireshark.saveInstead"), () -> save(subject)))));
        }
    }

    private void browse(Runnable again) {
        dialogs.chooseProgram(Messages.text("preferences.chooseWireshark")).ifPresent(program -> {
            choose.accept(program);
            again.run();
        });
    }

    private void failed(String key, IOException error) {
        notices.warn(Messages.text(key), String.valueOf(error.getMessage()));
    }

    @Override
    public synchronized void close() throws IOException {
        if (folder != null) {
            folder.close();
        }
    }
}
