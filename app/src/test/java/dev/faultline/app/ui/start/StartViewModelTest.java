package dev.faultline.app.ui.start;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.app.store.SessionKind;
import dev.faultline.app.store.SessionOrigin;
import dev.faultline.app.store.SessionReport;
import dev.faultline.app.store.SessionState;
import dev.faultline.app.store.StoredSession;
import dev.faultline.app.task.TaskRunner;
import dev.faultline.app.ui.Later;
import dev.faultline.app.ui.control.SeverityMark;
import dev.faultline.engine.finding.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StartViewModelTest {
    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");

    @TempDir
    private Path home;

    private final Later background = new Later();
    private final List<StoredSession> stored = new ArrayList<>();
    private final List<String> asked = new ArrayList<>();
    private final List<List<Path>> opened = new ArrayList<>();

    @Test
    void modelShowsWhatWasOpenedInWords() throws IOException {
        Path capture = Files.createFile(home.resolve("a.pcap"));
        stored.add(session(1, capture));
        StartViewModel model = model();

        model.refresh();
        assertThat(model.loadedProperty().get()).isFalse();
        background.runAll();

        assertThat(model.loadedProperty().get()).isTrue();
        RecentCapture row = model.captures().getFirst();
        assertThat(row.folder()).isEqualTo("~");
        assertThat(row.opened()).isEqualTo("2 min ago");
        assertThat(row.gone()).isFalse();
        assertThat(row.counts())
                .filteredOn(count -> count.mark() == SeverityMark.ERROR)
                .extracting(RecentCapture.Count::figure)
                .containsExactly("7");
    }

    @Test
    void modelSaysWhenAFileIsGone() {
        stored.add(session(1, home.resolve("gone.pcap")));
        StartViewModel model = model();

        model.refresh();
        background.runAll();

        assertThat(model.captures().getFirst().gone()).isTrue();
    }

    @Test
    void answersToAnEarlierSearchAreNotShown() {
        stored.add(session(1, home.resolve("a.pcap")));
        stored.add(session(2, home.resolve("b.pcap")));
        StartViewModel model = model();

        model.searchProperty().set("a");
        model.searchProperty().set("b.pcap");
        background.runAll();

        assertThat(asked).containsExactly("a", "b.pcap");
        assertThat(model.captures()).extracting(RecentCapture::name).containsExactly("b.pcap");
    }

    @Test
    void modelForgetsACaptureAtOnce() {
        stored.add(session(1, home.resolve("a.pcap")));
        StartViewModel model = model();
        model.refresh();
        background.runAll();

        model.remove(model.captures().getFirst());
        assertThat(model.captures()).isEmpty();
        background.runAll();

        assertThat(stored).isEmpty();
        assertThat(model.captures()).isEmpty();
    }

    @Test
    void modelOpensAllFilesOfARow() {
        stored.add(session(1, home.resolve("a.pcap"), home.resolve("b.pcap")));
        StartViewModel model = model();
        model.refresh();
        background.runAll();

        model.open(model.captures().getFirst());

        assertThat(opened).containsExactly(List.of(home.resolve("a.pcap"), home.resolve("b.pcap")));
    }

    private StartViewModel model() {
        TaskRunner tasks = new TaskRunner(background, Runnable::run, error -> {
            throw new AssertionError(error);
        });
        Recents recents = new Recents() {
            @Override
            public List<StoredSession> recent(String search, int limit) {
                asked.add(search);
                return stored.stream()
                        .filter(session -> session.name().contains(search))
                        .toList();
            }

            @Override
            public void pin(long id, boolean pinned) {}

            @Override
            public void remove(long id) {
                stored.removeIf(session -> session.id() == id);
            }
        };
        return new StartViewModel(tasks, recents, Clock.fixed(NOW, ZoneOffset.UTC), home, opened::add);
    }

    private static StoredSession session(long id, Path... captures) {
        return new StoredSession(
                id,
                String.valueOf(captures[0].getFileName()),
                new SessionOrigin(SessionKind.FILE, captures[0], 1_000, 1, "", ""),
                SessionState.COMPLETE,
                SessionReport.EMPTY,
                Map.of(Severity.ERROR, 7L),
                null,
                NOW.minus(Duration.ofMinutes(2)),
                List.of(captures),
                false);
    }
}
