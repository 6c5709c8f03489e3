package dev.faultline.app.ui.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.app.session.AnalysisSession;
import dev.faultline.app.session.JoinedCaptures;
import dev.faultline.app.session.Sessions;
import dev.faultline.app.store.FindingStore;
import dev.faultline.app.task.TaskHandle;
import dev.faultline.app.task.TaskRunner;
import dev.faultline.app.ui.Later;
import dev.faultline.app.ui.control.SeverityMark;
import dev.faultline.engine.common.Limits;
import dev.faultline.engine.finding.Explainer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShellViewModelTest {
    private static final Path LAB = Path.of("..", "lab", "captures");

    @TempDir
    private Path folder;

    private final Explainer explainer = new Explainer();
    private final FindingStore store =
            FindingStore.temporary(finding -> explainer.explain(finding).title(), Clock.systemUTC());
    private final Later background = new Later();
    private final Later analyses = new Later();
    private final Sessions sessions = new Sessions(store, analyses);
    private final ShellViewModel model = new ShellViewModel(
            new TaskRunner(background, Runnable::run, error -> {
                throw new AssertionError(error);
            }),
            new Captures() {
                @Override
                public AnalysisSession open(List<Path> files) throws IOException {
                    return files.size() == 1 ? sessions.open(files.getFirst()) : sessions.open("several", files);
                }

                @Override
                public AnalysisSession openTogether(List<Path> files, TaskHandle task) throws IOException {
                    JoinedCaptures joined = new JoinedCaptures(folder.resolve("joined"), Limits.DEFAULT);
                    return sessions.open(
                            joined.join(files, share -> {}, task::isCancelled).file());
                }

                @Override
                public AnalysisSession analyse(List<Path> files) throws IOException {
                    return sessions.analyse(files.getFirst());
                }

                @Override
                public AnalysisSession openDemo() throws IOException {
                    return sessions.open(LAB.resolve("syn-refused.pcap"));
                }
            },
            Runnable::run);

    @AfterEach
    void close() {
        model.close();
        analyses.runAll();
        sessions.close();
        store.close();
    }

    @Test
    void windowGoesToTheFindingsOnceACaptureIsOpen() {
        model.open(List.of(LAB.resolve("syn-refused.pcap")));
        assertThat(model.openingProperty().get()).isTrue();
        assertThat(model.pageProperty().get()).isEqualTo(ShellViewModel.Page.START);
        background.runAll();

        assertThat(model.openingProperty().get()).isFalse();
        assertThat(model.pageProperty().get()).isEqualTo(ShellViewModel.Page.FINDINGS);
        assertThat(model.session().nameProperty().get()).isEqualTo("syn-refused.pcap");
    }

    @Test
    void capturesOfSeveralPlacesAreOfferedAsOneAndOpenAsOne() {
        Path nodes = LAB.resolveSibling("nodes");
        List<Path> files = List.of(
                nodes.resolve("nodes-policy-drop-node-a.pcapng.gz"),
                nodes.resolve("nodes-policy-drop-node-b.pcapng.gz"));
        model.open(files);
        background.runAll();
        Band offer = model.bands().getFirst();
        assertThat(offer.kind()).isEqualTo(Band.Kind.NOTICE);
        assertThat(offer.text()).startsWith("These 2 captures");

        offer.actions().getFirst().run().run();
        background.runAll();

        AnalysisSession joined =
                Objects.requireNonNull(model.session().sessionProperty().get());
        assertThat(joined.snapshot().captures()).hasSize(1);
        assertThat(joined.snapshot().name()).isEqualTo("nodes-policy-drop-node-a + nodes-policy-drop-node-b.pcapng");
        assertThat(model.bands()).isEmpty();
        analyses.runAll();
        assertThat(joined.snapshot().report().interfaces()).hasSizeGreaterThan(4);
    }

    @Test
    void whatIsNoCaptureGoesToWhomItIsForAndTheCapturesOpen() {
        List<Path> taken = new ArrayList<>();
        model.recognise(new OtherFiles() {
            @Override
            public boolean has(Path file) {
                return file.endsWith("config");
            }

            @Override
            public void take(List<Path> files) {
                taken.addAll(files);
            }
        });
        Path config = folder.resolve("config").toAbsolutePath();
        model.open(List.of(config, LAB.resolve("syn-refused.pcap")));
        background.runAll();
        assertThat(taken).containsExactly(config);
        assertThat(model.session().nameProperty().get()).isEqualTo("syn-refused.pcap");

        model.close();
        model.open(List.of(config));
        background.runAll();
        assertThat(taken).hasSize(2);
        assertThat(model.pageProperty().get()).isEqualTo(ShellViewModel.Page.START);
        assertThat(model.openingProperty().get()).isFalse();
    }

    @Test
    void statusCountsWhatTheStoreHasWhileTheCaptureIsRead() {
        open("syn-refused.pcap");
        SessionViewModel session = model.session();
        assertThat(session.readingProperty().get()).isTrue();

        session.found(Map.of(SeverityMark.WARNING, 2L, SeverityMark.INFO, 1L));

        assertThat(session.findingsProperty().get()).isEqualTo("3");
        assertThat(session.worstProperty().get()).isEqualTo(SeverityMark.WARNING);
    }

    @Test
    void statusTellsTheResultOnceTheCaptureIsRead() {
        open("syn-refused.pcap");
        analyses.runAll();
        SessionViewModel session = model.session();

        session.found(Map.of(SeverityMark.NOTICE, 1L));

        assertThat(session.readingProperty().get()).isFalse();
        assertThat(session.findingsProperty().get()).isEqualTo("3");
        assertThat(session.worstProperty().get()).isEqualTo(SeverityMark.ERROR);
        assertThat(session.titleProperty().get()).contains("3 errors");
    }

    @Test
    void missingCaptureIsToldWithAWayToTryAgain() throws IOException {
        Path late = folder.resolve("late.pcap");
        model.open(List.of(late));
        background.runAll();
        Band band = model.bands().getFirst();
        assertThat(band.kind()).isEqualTo(Band.Kind.ERROR);
        assertThat(band.text()).contains("late.pcap");

        Files.copy(LAB.resolve("syn-refused.pcap"), late);
        band.actions().getFirst().run().run();
        background.runAll();

        assertThat(model.session().openProperty().get()).isTrue();
        assertThat(model.bands()).isEmpty();
    }

    @Test
    void captureOpenedLastIsTheOneShown() {
        model.open(List.of(LAB.resolve("syn-refused.pcap")));
        model.open(List.of(LAB.resolve("http-5xx.pcap")));
        background.runAll();

        assertThat(model.session().nameProperty().get()).isEqualTo("http-5xx.pcap");
    }

    @Test
    void cancelledCaptureSaysSoAndOffersToReadItAgain() {
        open("syn-refused.pcap");
        model.cancel();
        analyses.runAll();

        assertThat(model.session().readingProperty().get()).isFalse();
        assertThat(model.bands()).hasSize(1);
        model.bands().getFirst().actions().getFirst().run().run();
        background.runAll();
        analyses.runAll();

        assertThat(model.session().findingsProperty().get()).isEqualTo("3");
    }

    @Test
    void closedCaptureLeavesNothingBehind() {
        open("syn-refused.pcap");
        model.close();

        assertThat(model.pageProperty().get()).isEqualTo(ShellViewModel.Page.START);
        assertThat(model.session().findingsProperty().get()).isEmpty();
        assertThat(model.session().worstProperty().get()).isNull();
        model.goToFindings();
        assertThat(model.pageProperty().get()).isEqualTo(ShellViewModel.Page.START);
    }

    private void open(String capture) {
        model.open(List.of(LAB.resolve(capture)));
        background.runAll();
    }
}
