package dev.faultline.app.cli;

import static dev.faultline.app.cli.CommandLineRun.lab;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

class AnalyzeCommandTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String REFUSED = lab("syn-refused.pcap");

    @TempDir
    private Path folder;

    @Test
    void analyzePrintsATableForPeople() {
        CommandLineRun run = CommandLineRun.of("analyze", REFUSED);

        assertThat(run.status()).isZero();
        assertThat(run.out()).startsWith(REFUSED);
        assertThat(run.err()).isEmpty();
    }

    @Test
    void analyzeEndsEachCaptureWithItsSummary() {
        CommandLineRun run =
                CommandLineRun.of("analyze", "--format", "jsonl", REFUSED, lab("healthy-http.pcap"), REFUSED);

        assertThat(run.lines())
                .map(MAPPER::readTree)
                .filteredOn(line -> line.get("type").asString().equals("summary"))
                .extracting(line -> line.get("file").asString())
                .containsExactly(REFUSED, lab("healthy-http.pcap"), REFUSED);
    }

    @Test
    void analyzeReadsStandardInput() throws IOException {
        byte[] capture = Files.readAllBytes(Path.of(REFUSED));

        JsonNode summary = MAPPER.readTree(CommandLineRun.withInput(capture, "analyze", "--format", "jsonl", "-")
                .lines()
                .getLast());

        assertThat(summary.get("file").asString()).isEqualTo("-");
        assertThat(summary.get("packets").asLong()).isEqualTo(packets(REFUSED));
    }

    @Test
    void analyzeGoesAsFarAsACutCaptureDoes() throws IOException {
        byte[] whole = Files.readAllBytes(Path.of(REFUSED));
        Path cut = Files.write(folder.resolve("cut.pcap"), Arrays.copyOf(whole, whole.length - 3));

        CommandLineRun run = CommandLineRun.of("analyze", "--format", "jsonl", cut.toString());

        JsonNode summary = MAPPER.readTree(run.lines().getLast());
        assertThat(run.status()).isZero();
        assertThat(summary.get("truncated").asBoolean()).isTrue();
        assertThat(summary.get("packets").asLong()).isEqualTo(packets(REFUSED) - 1);
        assertThat(summary.get("warnings").get(0).asString())
                .contains("after " + (packets(REFUSED) - 1) + " packets")
                .containsPattern("at byte \\d+");
    }

    @Test
    void analyzeSaysWhatIsWrongWithAFileAndGoesOn() {
        CommandLineRun run =
                CommandLineRun.of("analyze", "--format", "jsonl", "none.pcap", folder.toString(), "pom.xml", REFUSED);

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err().lines())
                .hasSize(3)
                .anyMatch(line -> line.equals("faultline: none.pcap: there is no such file or folder."))
                .anyMatch(line -> line.startsWith("faultline: " + folder + ": it is a folder"))
                .anyMatch(line -> line.startsWith("faultline: pom.xml: at byte 0: "));
        assertThat(run.lines().getLast()).contains("\"file\":\"" + REFUSED);
    }

    @Test
    void outputGoesToAFile() {
        Path output = folder.resolve("out.jsonl");

        CommandLineRun run = CommandLineRun.of("analyze", "--format", "jsonl", "--output", output.toString(), REFUSED);

        assertThat(run.out()).isEmpty();
        assertThat(output).content().endsWith("}\n").contains("\"type\":\"summary\"");
    }

    @Test
    void outputThatCannotBeWrittenIsAnError() {
        CommandLineRun run = CommandLineRun.of(
                "analyze", "--output", folder.resolve("none/x").toString(), REFUSED);

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err()).startsWith("faultline: " + folder.resolve("none/x") + ": there is no such file");
    }

    @Test
    void htmlIsOnePageForAllCaptures() {
        CommandLineRun run = CommandLineRun.of("analyze", "--format", "html", REFUSED, lab("healthy-http.pcap"));

        assertThat(run.out())
                .containsOnlyOnce("<!DOCTYPE html>")
                .contains("<h2>" + REFUSED, "healthy-http.pcap</h2>")
                .endsWith("</html>\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--format xml          | “xml” is none of table, jsonl, html.",
                "--min-severity bad    | “bad” is none of info, notice, warning, error.",
                "--fail-on bad         | “bad” is none of info, notice, warning, error.",
                "--stale-timeout soon  | “soon” is no time",
                "--threads 0           | “0” is no number from 1 to 256.",
                "--threads many        | “many” is no number from 1 to 256.",
                "--filter src.prot==80 | There is no field src.prot. Did you mean src.port?",
                "--colour blue         | Unknown option",
                "--follow --format=html | --follow prints findings as they are made",
            })
    void wrongOptionIsExplained(String options, String message) {
        String[] args = ("analyze " + options + " " + REFUSED).split(" ", -1);

        CommandLineRun run = CommandLineRun.of(args);

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains(message).endsWith("Try: faultline analyze --help\n");
        assertThat(run.out()).isEmpty();
    }

    @Test
    void mistakeInAFilterIsUnderlined() {
        assertThat(CommandLineRun.of("analyze", "--filter", "tcp && colour == 1", REFUSED)
                        .err())
                .contains("\n  tcp && colour == 1\n         ^^^^^^\n");
    }

    @Test
    void analyzeNeedsAFile() {
        assertThat(CommandLineRun.of("analyze").status()).isEqualTo(2);
    }

    private static long packets(String file) {
        return MAPPER.readTree(CommandLineRun.of("analyze", "--format", "jsonl", file)
                        .lines()
                        .getLast())
                .get("packets")
                .asLong();
    }
}
