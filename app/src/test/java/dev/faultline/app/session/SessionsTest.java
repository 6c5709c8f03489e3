package dev.faultline.app.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.faultline.app.store.FindingQuery;
import dev.faultline.app.store.FindingRow;
import dev.faultline.app.store.FindingStore;
import dev.faultline.app.store.FindingView;
import dev.faultline.app.store.SessionState;
import dev.faultline.app.store.StoredSession;
import dev.faultline.engine.capture.CaptureSource;
import dev.faultline.engine.capture.file.CaptureFiles;
import dev.faultline.engine.common.Limits;
import dev.faultline.engine.finding.Explainer;
import dev.faultline.engine.finding.Finding;
import dev.faultline.engine.pipeline.Analysis;
import dev.faultline.engine.pipeline.AnalysisOptions;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SessionsTest {
    private static final Path LAB = Path.of("..", "lab", "captures");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    private final ExecutorService executor = Executors.newCachedThreadPool();
    private FindingStore store;
    private Sessions sessions;
    private String engine = "engine-1";

    @BeforeEach
    void open() {
        Explainer explainer = new Explainer();
        store = FindingStore.open(new FindingStore.Options(
                folder.resolve("findings.db"),
                FindingStore.Options.DEFAULT_SIZE_LIMIT,
                finding -> explainer.explain(finding).title(),
                Clock.systemUTC()));
        sessions = new Sessions(store, executor, () -> engine);
    }

    @AfterEach
    void close() {
        sessions.close();
        store.close();
        executor.shutdown();
    }

    private Path lab(String name) throws IOException {
        return Files.copy(LAB.resolve(name), folder.resolve(name));
    }

    private static AnalysisSession ended(AnalysisSession session) throws InterruptedException {
        assertThat(session.awaitEnd(PATIENCE)).isTrue();
        return session;
    }

    private List<Finding> findings(AnalysisSession session) {
        List<Finding> all = new ArrayList<>();
        store.forEach(FindingQuery.all(session.id()), all::add);
        return all;
    }

    private static Collection<Finding> analysed(Path file) throws IOException {
        Map<String, Finding> last = new LinkedHashMap<>();
        String identity = CaptureIdentity.of(file).toString();
        try (CaptureSource source = CaptureFiles.open(file, Limits.DEFAULT)) {
            Analysis.run(source, AnalysisOptions.of(identity), finding -> last.put(finding.id(), finding));
        }
        return last.values();
    }

    @Test
    void everyFindingOfEveryLabCaptureIsStoredJustAsItWasFound() throws IOException, InterruptedException {
        List<Path> captures;
        try (var files = Files.list(LAB)) {
            captures = files.filter(file -> file.toString().endsWith(".pcap"))
                    .sorted()
                    .toList();
        }
        assertThat(captures).hasSizeGreaterThan(30);
        for (Path capture : captures) {
            AnalysisSession session = ended(sessions.open(capture));
            assertThat(session.snapshot().state()).as(capture.toString()).isEqualTo(SessionState.COMPLETE);
            assertThat(findings(session)).as(capture.toString()).containsExactlyInAnyOrderElementsOf(analysed(capture));
        }
    }

    @Test
    void reportSaysWhatTheCaptureIs() throws IOException, InterruptedException {
        StoredSession session = ended(sessions.open(lab("syn-refused.pcap"))).snapshot();

        assertThat(session.report().format()).isEqualTo("pcap");
        assertThat(session.report().packets()).isPositive();
        assertThat(session.report().captureStart())
                .isPositive()
                .isLessThan(session.report().captureEnd());
        assertThat(session.report().interfaces()).hasSize(1);
        assertThat(session.report().tcpStreams()).isPositive();
        assertThat(session.name()).isEqualTo("syn-refused.pcap");
    }

    @Test
    void unchangedFileComesFromTheStore() throws IOException, InterruptedException {
        Path file = lab("syn-refused.pcap");
        AnalysisSession first = ended(sessions.open(file));

        AnalysisSession second = sessions.open(file);

        assertThat(first.isFromStore()).isFalse();
        assertThat(second.isFromStore()).isTrue();
        assertThat(second.id()).isEqualTo(first.id());
        assertThat(second.snapshot().state()).isEqualTo(SessionState.COMPLETE);
    }

    @Test
    void fileThatHasGrownIsAnalysedAgain() throws IOException, InterruptedException {
        Path file = lab("syn-refused.pcap");
        AnalysisSession first = ended(sessions.open(file));
        Files.write(file, new byte[] {1, 2, 3}, StandardOpenOption.APPEND);

        AnalysisSession second = ended(sessions.open(file));

        assertThat(second.isFromStore()).isFalse();
        assertThat(second.id()).isNotEqualTo(first.id());
        assertThat(second.snapshot().report().truncation()).isNotNull();
        assertThat(store.sessions().recent("", 10)).hasSize(1);
    }

    @Test
    void fileWrittenAnewIsAnalysedAgain() throws IOException, InterruptedException {
        Path file = lab("syn-refused.pcap");
        ended(sessions.open(file));
        Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2020-01-01T00:00:00Z")));

        assertThat(ended(sessions.open(file)).isFromStore()).isFalse();
    }

    @Test
    void fileWithOtherContentOfTheSameSizeAndTimeIsAnalysedAgain() throws IOException, InterruptedException {
        Path file = lab("syn-refused.pcap");
        ended(sessions.open(file));
        FileTime time = Files.getLastModifiedTime(file);
        byte[] bytes = Files.readAllBytes(file);
        bytes[100] ^= 1;
        Files.write(file, bytes);
        Files.setLastModifiedTime(file, time);

        assertThat(ended(sessions.open(file)).isFromStore()).isFalse();
    }

    @Test
    void findingsOfAnotherEngineAreRedone() throws IOException, InterruptedException {
        Path file = lab("syn-refused.pcap");
        ended(sessions.open(file));
        engine = "engine-2";

        assertThat(ended(sessions.open(file)).isFromStore()).isFalse();
    }

    @Test
    void fileIsAnalysedAgainWhenAskedTo() throws IOException, InterruptedException {
        Path file = lab("syn-refused.pcap");
        ended(sessions.open(file));

        assertThat(ended(sessions.analyse(file)).isFromStore()).isFalse();
    }

    @Test
    void missingFileIsToldAtOnce() {
        assertThatThrownBy(() -> sessions.open(folder.resolve("none.pcap")))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessageContaining("none.pcap");
        assertThat(store.sessions().recent("", 10)).isEmpty();
    }

    @Test
    void fileThatIsNoCaptureIsToldAtOnce() throws IOException {
        Path file = Files.writeString(folder.resolve("notes.txt"), "no packets here, only words");

        assertThatThrownBy(() -> sessions.open(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("notes.txt");
        assertThat(store.sessions().recent("", 10)).isEmpty();
    }

    @Test
    void severalCapturesAreOneSessionWhoseRowsKnowTheirFile() throws IOException, InterruptedException {
        Path refused = lab("syn-refused.pcap");
        Path dropped = lab("syn-dropped.pcap");

        AnalysisSession session = ended(sessions.open("Both", List.of(refused, dropped)));

        assertThat(session.snapshot().name()).isEqualTo("Both");
        assertThat(session.snapshot().captures()).containsExactly(refused, dropped);
        assertThat(session.snapshot().report().packets()).isEqualTo(packets(refused) + packets(dropped));
        try (FindingView view = store.view(FindingQuery.all(session.id()))) {
            assertThat(view.rows(0, view.size()))
                    .extracting(FindingRow::capture)
                    .contains(refused, dropped);
        }
        assertThat(sessions.open("Both", List.of(refused, dropped)).isFromStore())
                .isTrue();
    }

    private static long packets(Path file) throws IOException {
        try (CaptureSource source = CaptureFiles.open(file, Limits.DEFAULT)) {
            return Analysis.run(source, AnalysisOptions.of("x"), finding -> {})
                    .capture()
                    .packets();
        }
    }

    @Test
    void unreadableCaptureAmongSeveralFailsAlone() throws IOException, InterruptedException {
        Path refused = lab("syn-refused.pcap");
        Path broken = Files.writeString(folder.resolve("notes.txt"), "no packets here, only words");

        AnalysisSession session = ended(sessions.open("Both", List.of(broken, refused)));

        assertThat(session.snapshot().state()).isEqualTo(SessionState.COMPLETE);
        assertThat(session.snapshot().report().warnings())
                .anySatisfy(warning -> assertThat(warning).contains("notes.txt"));
        assertThat(findings(session)).isNotEmpty();
    }

    @Test
    void sameContentTwiceIsAnalysedOnce() throws IOException, InterruptedException {
        Path file = lab("syn-refused.pcap");
        Path copy = Files.copy(file, folder.resolve("copy.pcap"));

        AnalysisSession session = ended(sessions.open("Both", List.of(file, copy)));

        assertThat(session.snapshot().captures()).containsExactly(file);
    }

    @Test
    void truncatedFileIsAnalysedAsFarAsItGoes() throws IOException, InterruptedException {
        Path file = lab("syn-refused.pcap");
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, java.util.Arrays.copyOf(whole, whole.length - 10));

        StoredSession session = ended(sessions.open(file)).snapshot();

        assertThat(session.state()).isEqualTo(SessionState.COMPLETE);
        assertThat(session.report().truncation()).isNotNull();
    }

    @Test
    void storedSessionOpensWithoutItsFile() throws IOException, InterruptedException {
        Path file = lab("syn-refused.pcap");
        long id = ended(sessions.open(file)).id();
        Files.delete(file);

        assertThat(findings(sessions.stored(id))).isNotEmpty();
        assertThatThrownBy(() -> sessions.stored(4711)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void listenerHearsProgressFindingsAndTheEndInThisOrder() throws IOException, InterruptedException {
        Path file = lab("syn-refused.pcap");
        List<String> heard = new ArrayList<>();
        CountDownLatch listening = new CountDownLatch(1);
        Sessions later = new Sessions(
                store,
                work -> executor.execute(() -> {
                    awaitUninterruptibly(listening);
                    work.run();
                }),
                () -> engine);
        AnalysisSession session = later.open(file);
        session.listen(new SessionListener() {
            @Override
            public synchronized void onProgress(SessionProgress progress) {
                heard.add("progress " + progress.fraction());
            }

            @Override
            public synchronized void onFindings() {
                heard.add("findings");
            }

            @Override
            public synchronized void onEnd(StoredSession end) {
                heard.add("end " + end.state());
            }
        });
        listening.countDown();
        ended(session);
        later.close();

        assertThat(heard).contains("progress 1.0", "findings").last().isEqualTo("end COMPLETE");
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void listenerThatComesLateHearsTheEndAtOnce() throws IOException, InterruptedException {
        AnalysisSession session = ended(sessions.open(lab("syn-refused.pcap")));
        List<SessionState> heard = new ArrayList<>();

        session.listen(new SessionListener() {
            @Override
            public void onEnd(StoredSession end) {
                heard.add(end.state());
            }
        });

        assertThat(heard).containsExactly(SessionState.COMPLETE);
    }

    @Test
    void cancelledAnalysisKeepsWhatWasFound() throws IOException, InterruptedException {
        Path file = large();
        AnalysisSession session = sessions.open(file);
        CountDownLatch found = new CountDownLatch(1);
        session.listen(new SessionListener() {
            @Override
            public void onFindings() {
                found.countDown();
            }
        });
        found.await();

        long asked = System.nanoTime();
        session.cancel();
        ended(session);

        assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(Duration.ofSeconds(5));
        assertThat(session.snapshot().state()).isEqualTo(SessionState.CANCELLED);
        assertThat(findings(session)).isNotEmpty();
        assertThat(sessions.open(file).isFromStore()).isFalse();
    }

    @Test
    void fileThatIsBeingReadIsJoined() throws IOException, InterruptedException {
        Path file = large();
        AnalysisSession first = sessions.open(file);

        AnalysisSession second = sessions.open(file);

        assertThat(second).isSameAs(first);
        first.cancel();
        ended(first);
    }

    /// The packets of a small capture over and over: enough for some seconds of work.
    private Path large() throws IOException {
        byte[] small = Files.readAllBytes(LAB.resolve("syn-refused.pcap"));
        Path file = folder.resolve("large.pcap");
        try (OutputStream out = Files.newOutputStream(file)) {
            out.write(small, 0, 24);
            for (int i = 0; i < 200_000_000 / small.length; i++) {
                out.write(small, 24, small.length - 24);
            }
        }
        return file;
    }

    @Test
    void closingCancelsWhatRuns() throws IOException, InterruptedException {
        AnalysisSession session = sessions.open(large());

        sessions.close();

        assertThat(session.awaitEnd(Duration.ZERO)).isTrue();
        assertThat(session.snapshot().state()).isEqualTo(SessionState.CANCELLED);
    }
}
