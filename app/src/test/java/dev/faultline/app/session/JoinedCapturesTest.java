package dev.faultline.app.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.faultline.app.session.JoinedCaptures.Joined;
import dev.faultline.engine.capture.CaptureInterface;
import dev.faultline.engine.capture.CaptureSource;
import dev.faultline.engine.capture.CaptureStatistics;
import dev.faultline.engine.capture.PacketBatch;
import dev.faultline.engine.capture.file.CaptureFiles;
import dev.faultline.engine.capture.file.PcapngWriter;
import dev.faultline.engine.common.IpAddress;
import dev.faultline.engine.common.Limits;
import dev.faultline.engine.finding.Evidence;
import dev.faultline.engine.finding.Finding;
import dev.faultline.engine.pipeline.Analysis;
import dev.faultline.engine.pipeline.AnalysisListener;
import dev.faultline.engine.pipeline.AnalysisOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JoinedCapturesTest {
    private static final Path NODES = Path.of("..", "lab", "nodes");
    private static final List<Path> TWO = List.of(
            NODES.resolve("nodes-lost-data-node-a.pcapng.gz"), NODES.resolve("nodes-lost-data-node-b.pcapng.gz"));

    @TempDir
    private Path folder;

    @Test
    void joinedFileTellsWhatTheCapturesTellTogether() throws IOException {
        Path joined = join(TWO).file();
        try (CaptureSource together = new CapturesTogether(TWO).open(Limits.DEFAULT);
                CaptureSource file = CaptureFiles.open(joined, Limits.DEFAULT)) {
            Collection<String> expected = findings(together);

            assertThat(expected).anyMatch(finding -> finding.contains("node-"));
            assertThat(findings(file)).isEqualTo(expected);
            assertThat(file.interfaces()).isEqualTo(together.interfaces());
            assertThat(file.statistics().packets())
                    .isEqualTo(together.statistics().packets())
                    .isPositive();
        }
        assertThat(joined.getFileName()).hasToString("nodes-lost-data-node-a + nodes-lost-data-node-b.pcapng");
        assertThat(join(TWO).remarks()).isEmpty();
    }

    @Test
    void sameCapturesAreJoinedOnceWhereverTheyLie() throws IOException {
        Path first = join(TWO).file();
        Files.writeString(first, "what was written stays");
        List<Path> copies = TWO.stream()
                .map(file -> folder.resolve(String.valueOf(file.getFileName())))
                .toList();
        Files.copy(TWO.get(0), copies.get(0));
        Files.copy(TWO.get(1), copies.get(1));

        assertThat(join(copies).file()).isEqualTo(first).hasContent("what was written stays");
        assertThat(join(copies.reversed()).file()).isNotEqualTo(first);
    }

    @Test
    void lossesAndNamesOfACaptureStay() throws IOException {
        Path quiet = write("quiet.pcapng", 0);
        Path lossy = write("lossy.pcapng", 7);

        Path joined = join(List.of(quiet, lossy)).file();

        try (CaptureSource source = CaptureFiles.open(joined, Limits.DEFAULT);
                PacketBatch batch = new PacketBatch(1 << 16, 100)) {
            while (source.read(batch)) {
                assertThat(batch.size()).isEqualTo(2);
            }
            CaptureStatistics read = source.statistics();
            assertThat(read.droppedByKernel()).isEqualTo(7);
            assertThat(source.names().get(IpAddress.parse("10.0.0.9"))).containsExactly("quiet.pcapng", "lossy.pcapng");
            assertThat(source.interfaces().stream().map(CaptureInterface::name))
                    .containsExactly("quiet/eth0", "lossy/eth0");
        }
    }

    @Test
    void capturesOfOneNameAreToldApartByTheirFolders() {
        assertThat(new CapturesTogether(
                                List.of(Path.of("/a/dump.pcap"), Path.of("/b/dump.pcap.gz"), Path.of("/c.pcap")))
                        .names())
                .containsExactly("a/dump", "b/dump", "c");
        assertThat(new CapturesTogether(List.of(Path.of("/a/dump.pcap"), Path.of("/a/dump.pcapng"))).names())
                .containsExactly("dump 1", "dump 2");
    }

    @Test
    void captureThatEndsTooEarlyIsTold() throws IOException {
        Path whole = Path.of("..", "lab", "captures", "syn-refused.pcap");
        byte[] bytes = Files.readAllBytes(whole);
        Path cut = folder.resolve("cut.pcap");
        Files.write(cut, Arrays.copyOf(bytes, bytes.length - 5));

        assertThat(join(List.of(TWO.getFirst(), cut)).remarks())
                .singleElement()
                .asString()
                .startsWith("cut.pcap: ");
    }

    @Test
    void nothingStaysOfWhatWasCancelledOrCannotBeRead() {
        JoinedCaptures captures = new JoinedCaptures(folder.resolve("joined"), Limits.DEFAULT);

        assertThatThrownBy(() -> captures.join(TWO, share -> {}, () -> true)).isInstanceOf(CancellationException.class);
        assertThatThrownBy(() -> captures.join(List.of(TWO.getFirst(), folder), share -> {}, () -> false))
                .isInstanceOf(IOException.class);

        assertThat(folder.resolve("joined"))
                .satisfiesAnyOf(
                        root -> assertThat(root).doesNotExist(),
                        root -> assertThat(root).isDirectoryNotContaining("glob:**.p*"));
    }

    @Test
    void filesWithoutASessionAreRemoved() throws IOException {
        Path kept = join(TWO).file();
        Path dropped = join(TWO.reversed()).file();
        JoinedCaptures later = new JoinedCaptures(folder.resolve("joined"), Limits.DEFAULT);

        later.sweep(List.of(kept, Path.of("/elsewhere/a.pcap")));

        assertThat(kept).exists();
        assertThat(dropped).doesNotExist();
        later.join(TWO.reversed(), share -> {}, () -> false);
        later.sweep(List.of());
        assertThat(dropped)
                .as("made by this program, which is about to open it")
                .exists();
        assertThat(kept).doesNotExist();
    }

    private Joined join(List<Path> files) throws IOException {
        return new JoinedCaptures(folder.resolve("joined"), Limits.DEFAULT).join(files, share -> {}, () -> false);
    }

    private Path write(String name, long dropped) throws IOException {
        Path file = folder.resolve(name);
        try (CaptureSource source =
                        CaptureFiles.open(Path.of("..", "lab", "captures", "syn-refused.pcap"), Limits.DEFAULT);
                PacketBatch batch = new PacketBatch(1 << 16, 100);
                PcapngWriter writer = new PcapngWriter(Files.newOutputStream(file), "test")) {
            source.read(batch);
            writer.writeNames(Map.of(IpAddress.parse("10.0.0.9"), List.of(name)));
            int id = writer.addInterface(new CaptureInterface(0, "eth0", "", batch.linkType(0), 0));
            writer.write(batch, 0, id, List.of());
            writer.writeStatistics(id, batch.timestamp(0), 1, 0, dropped);
        }
        return file;
    }

    /// What is found in the end, with its frames and places.
    private static Collection<String> findings(CaptureSource source) throws IOException {
        Map<String, String> found = new TreeMap<>();
        Analysis.run(source, AnalysisOptions.of("same"), new AnalysisListener() {
            @Override
            public void onFinding(Finding finding) {
                found.put(
                        finding.id(),
                        finding.kind().id() + " "
                                + finding.evidence().stream()
                                        .map(Evidence::frame)
                                        .toList()
                                + " " + finding.lostBetween());
            }
        });
        return List.copyOf(found.values());
    }
}
