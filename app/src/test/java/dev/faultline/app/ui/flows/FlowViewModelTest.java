package dev.faultline.app.ui.flows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.app.flow.ConversationReader;
import dev.faultline.app.flow.FlowRequest;
import dev.faultline.app.flow.Flows;
import dev.faultline.app.flow.LadderRow;
import dev.faultline.app.session.EvidencePackets;
import dev.faultline.app.settings.Settings;
import dev.faultline.app.store.FindingStore;
import dev.faultline.app.store.SessionKind;
import dev.faultline.app.store.SessionOrigin;
import dev.faultline.app.store.SessionRecorder;
import dev.faultline.app.store.SessionReport;
import dev.faultline.app.store.SessionState;
import dev.faultline.app.task.TaskRunner;
import dev.faultline.app.ui.Later;
import dev.faultline.engine.common.Endpoint;
import dev.faultline.engine.common.Limits;
import dev.faultline.engine.finding.Explainer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What the flow diagram does, tested without a toolkit.
class FlowViewModelTest {
    private final FindingStore store = FindingStore.temporary(finding -> "", Clock.systemUTC());
    private final Later background = new Later();
    private final EvidencePackets packets = new EvidencePackets();
    private final FlowViewModel model = new FlowViewModel(
            new TaskRunner(background, Runnable::run, error -> {
                throw new AssertionError(error);
            }),
            new FlowReader(store, new Explainer(), new ConversationReader(Limits.DEFAULT)),
            packets::at,
            new Settings(Map.of(), () -> {}),
            ZoneOffset.UTC);

    @AfterEach
    void close() throws IOException {
        packets.close();
        store.close();
    }

    @Test
    void flowThatIsReadShowsItsFirstPacketInFull() {
        open("zero-window");

        assertThat(model.openProperty().get()).isTrue();
        assertThat(model.selectedProperty().get()).isZero();
        assertThat(Objects.requireNonNull(model.packetProperty().get()).line().what())
                .isEqualTo("SYN");
    }

    @Test
    void endsHaveTheNamesOfTheirTime() {
        Path capture = Flows.LAB.resolve("zero-window.pcap");
        SessionRecorder session =
                store.record("x", new SessionOrigin(SessionKind.FILE, capture, 1, 1, "x", "x"), List.of(capture));
        model.open(new FlowSubject(session.session(), FlowRequest.of(capture, 0), null));
        settle();
        Endpoint server = Objects.requireNonNull(picture().flow().server());
        assertThat(picture().server()).isEqualTo(new FlowEnd(server.toString(), "Server"));

        session.names().answered("db.test", server.ip(), picture().flow().time(0));
        model.clear();
        model.open(new FlowSubject(session.session(), FlowRequest.of(capture, 0), null));
        settle();

        assertThat(picture().server()).isEqualTo(new FlowEnd("db.test", server.toString()));
        session.finish(SessionState.COMPLETE, SessionReport.EMPTY, null);
    }

    @Test
    void stepsGoFromRowToRow() {
        open("capture-midstream");

        model.steps().step(3);
        assertThat(model.selectedProperty().get()).isEqualTo(3);
        model.steps().step(1);
        assertThat(model.selectedProperty().get()).isEqualTo(58);
        model.steps().step(-1);
        assertThat(model.selectedProperty().get()).isEqualTo(3);
    }

    @Test
    void unfoldedRowCanBeFoldedAgain() {
        open("capture-midstream");
        model.select(3);

        model.unfoldSelected();
        assertThat(folds()).isZero();
        model.toggleFolding();
        assertThat(folds()).isEqualTo(1);
    }

    @Test
    void nextTroubleIsTheNextPacketWithSomethingWrong() {
        open("zero-window");

        model.steps().trouble(1);

        assertThat(frame()).isEqualTo(18);
        model.steps().trouble(-1);
        assertThat(model.steps().searchResultProperty().get()).isNotEmpty();
        assertThat(frame()).isEqualTo(18);
    }

    @Test
    void searchFindsWordsAndFramesAndBeginsAgain() {
        open("zero-window");

        find("zero window");
        assertThat(frame()).isEqualTo(43);
        find("55");
        assertThat(frame()).isEqualTo(55);
        find("syn, ack");
        assertThat(frame()).isEqualTo(4);
    }

    @Test
    void searchForWhatIsNotThereSaysSo() {
        open("zero-window");

        find("gopher");

        assertThat(model.steps().searchResultProperty().get()).isNotEmpty();
        assertThat(model.selectedProperty().get()).isZero();
    }

    @Test
    void timesAreWrittenInThreeWaysInTurn() {
        open("zero-window");
        model.look().nextTimes();
        model.look().nextTimes();

        assertThat(model.look().times()).isEqualTo(FlowTime.CLOCK);
        assertThat(picture().times()).isEqualTo(FlowTime.CLOCK);
    }

    @Test
    void zoomStaysWithinItsBounds() {
        open("zero-window");

        model.look().zoom(100);
        double highest = picture().rowHeight();
        model.look().zoom(-100);

        assertThat(picture().rowHeight()).isLessThan(highest);
        model.look().resetZoom();
        assertThat(picture().rowHeight()).isEqualTo(40);
    }

    @Test
    void streamThatIsNotThereSaysSo() {
        model.open(new FlowSubject(1, FlowRequest.of(Flows.LAB.resolve("zero-window.pcap"), 99), null));
        settle();

        assertThat(model.problemProperty().get()).isNotEmpty();
    }

    @Test
    void captureThatIsGoneSaysSo() {
        model.open(new FlowSubject(1, FlowRequest.of(Flows.LAB.resolve("gone.pcap"), 0), null));
        settle();

        assertThat(model.problemProperty().get()).contains("gone.pcap");
        assertThat(model.readingProperty().get()).isFalse();
    }

    @Test
    void laterFlowTakesThePlaceOfTheOneThatIsBeingRead() {
        model.open(new FlowSubject(1, FlowRequest.of(Flows.LAB.resolve("loss-5pct.pcap"), 0), null));
        open("close-wait");

        assertThat(picture().flow().size()).isEqualTo(9);
        assertThat(model.readingProperty().get()).isFalse();
    }

    private void open(String capture) {
        model.open(new FlowSubject(1, FlowRequest.of(Flows.LAB.resolve(capture + ".pcap"), 0), null));
        settle();
    }

    private void find(String words) {
        model.steps().find(words, 1);
        settle();
    }

    private void settle() {
        while (background.runAll()) {
            // until nothing comes of it
        }
    }

    private LadderPicture picture() {
        return Objects.requireNonNull(model.pictureProperty().get());
    }

    private long frame() {
        return picture().flow().frame(model.selectedProperty().get());
    }

    private long folds() {
        long folds = 0;
        for (int row = 0; row < picture().rows().size(); row++) {
            folds += picture().rows().get(row) instanceof LadderRow.Fold ? 1 : 0;
        }
        return folds;
    }
}
