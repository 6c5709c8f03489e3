package dev.faultline.app.cli;

import static dev.faultline.app.cli.CommandLineRun.lab;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.ObjectMapper;

class ExtractCommandTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String REFUSED = lab("syn-refused.pcap");

    @TempDir
    private Path folder;

    private String out = "";

    @BeforeEach
    void nameTheOutput() {
        out = folder.resolve("out.pcapng").toString();
    }

    @Test
    void findingIsExtractedById() {
        CommandLineRun run = CommandLineRun.of("extract", REFUSED, "--finding", firstId(REFUSED), "-o", out);

        assertThat(run.status()).isZero();
        assertThat(run.out()).startsWith(out + ": 2 packets").contains("the first that proves the error is frame 1");
        assertThat(packets(out)).isEqualTo(2);
    }

    @Test
    void streamIsExtractedByNumber() {
        assertThat(CommandLineRun.of("extract", REFUSED, "--stream", "3", "-o", out)
                        .status())
                .isZero();
        assertThat(packets(out)).isPositive();
    }

    @Test
    void findingsAreExtractedByFilter() {
        CommandLineRun.of("extract", REFUSED, "--filter", "error && dst.port < 9003", "-o", out);

        assertThat(packets(out)).isEqualTo(4);
    }

    @Test
    void compressedCaptureIsExtractedToo() throws IOException {
        Path compressed = folder.resolve("a.pcap.gz");
        try (OutputStream gzip = new GZIPOutputStream(Files.newOutputStream(compressed))) {
            Files.copy(Path.of(REFUSED), gzip);
        }

        CommandLineRun.of("extract", compressed.toString(), "--filter", "error", "-o", out);

        assertThat(packets(out)).isEqualTo(6);
    }

    @Test
    void extractedFileShowsTheSameError() {
        CommandLineRun.of("extract", REFUSED, "--stream", "1", "-o", out);

        assertThat(CommandLineRun.of("analyze", "--format", "jsonl", out).lines())
                .filteredOn(line -> line.contains("\"kind\":\"tcp.connect.refused\""))
                .hasSize(1);
    }

    @Test
    void unknownFindingIsAnError() {
        CommandLineRun run = CommandLineRun.of("extract", REFUSED, "--finding", "0000", "-o", out);

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err())
                .isEqualTo("faultline: " + REFUSED
                        + ": there is no finding 0000 in it; faultline analyze prints the ids.\n");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void unknownStreamIsAnError() {
        CommandLineRun run = CommandLineRun.of("extract", REFUSED, "--stream", "99", "-o", out);

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err()).contains("there is no tcp.stream 99 in it.");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void outputIsReplacedOnlyByForce() throws IOException {
        Files.writeString(Path.of(out), "old");

        CommandLineRun kept = CommandLineRun.of("extract", REFUSED, "--stream", "1", "-o", out);

        assertThat(kept.status()).isEqualTo(1);
        assertThat(kept.err()).contains(out + ": it exists already; --force replaces it.");
        assertThat(Path.of(out)).hasContent("old");
        assertThat(CommandLineRun.of("extract", REFUSED, "--stream", "1", "--force", "-o", out)
                        .status())
                .isZero();
        assertThat(packets(out)).isEqualTo(2);
    }

    @Test
    void captureIsNeverReplacedByItsExtract() throws IOException {
        Path copy = Files.copy(Path.of(REFUSED), folder.resolve("a.pcap"));

        CommandLineRun run =
                CommandLineRun.of("extract", copy.toString(), "--stream", "1", "--force", "-o", copy.toString());

        assertThat(run.status()).isEqualTo(2);
        assertThat(copy).hasSameBinaryContentAs(Path.of(REFUSED));
    }

    @Test
    void missingCaptureIsAnError() {
        CommandLineRun run = CommandLineRun.of("extract", "none.pcap", "--stream", "1", "-o", out);

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err()).isEqualTo("faultline: none.pcap: there is no such file or folder.\n");
    }

    @Test
    void extractNeedsToKnowWhat() {
        assertThat(CommandLineRun.of("extract", REFUSED, "-o", out).status()).isEqualTo(2);
        assertThat(CommandLineRun.of("extract", REFUSED, "--stream", "1", "--finding", "a", "-o", out)
                        .status())
                .isEqualTo(2);
        assertThat(CommandLineRun.of("extract", REFUSED, "--stream", "-1", "-o", out)
                        .status())
                .isEqualTo(2);
    }

    private static String firstId(String capture) {
        return MAPPER.readTree(CommandLineRun.of("analyze", "--format", "jsonl", capture)
                        .lines()
                        .getFirst())
                .get("id")
                .asString();
    }

    private static long packets(String capture) {
        return MAPPER.readTree(CommandLineRun.of("analyze", "--format", "jsonl", capture)
                        .lines()
                        .getLast())
                .get("packets")
                .asLong();
    }
}
