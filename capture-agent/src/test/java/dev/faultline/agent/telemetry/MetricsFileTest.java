package dev.faultline.agent.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MetricsFileTest {
    @TempDir
    Path folder;

    private Path target() {
        return folder.resolve("faultline.prom");
    }

    @Test
    void textIsWhatPrometheusReads() throws IOException {
        try (MetricsFile file = new MetricsFile(target())) {
            file.write(List.of(
                    new Metric(
                            "faultline.findings",
                            "{finding}",
                            "Errors\nfound \\ seen.",
                            true,
                            Map.of(Map.of("faultline.kind", "a\"b\\c\nd"), 2.0)),
                    new Metric("faultline.capture.bytes", "By", "Bytes.", true, Map.of(Map.of(), 7.0)),
                    new Metric("process.memory.usage", "By", "Memory.", false, Map.of(Map.of(), 1.0)),
                    new Metric("process.cpu.time", "s", "Time.", true, Map.of(Map.of(), 0.5)),
                    new Metric("faultline.nothing", "", "Nothing.", true, Map.of())));

            assertThat(Files.readString(target())).isEqualTo("""
                    # HELP faultline_capture_bytes_total Bytes.
                    # TYPE faultline_capture_bytes_total counter
                    faultline_capture_bytes_total 7.0
                    # HELP faultline_findings_total Errors\\nfound \\\\ seen.
                    # TYPE faultline_findings_total counter
                    faultline_findings_total{faultline_kind="a\\"b\\\\c\\nd"} 2.0
                    # HELP process_cpu_time_seconds_total Time.
                    # TYPE process_cpu_time_seconds_total counter
                    process_cpu_time_seconds_total 0.5
                    # HELP process_memory_usage_bytes Memory.
                    # TYPE process_memory_usage_bytes gauge
                    process_memory_usage_bytes 1.0
                    """);
        }
    }

    @Test
    void fileIsReplacedWholeAndGoneAtTheEnd() throws IOException {
        Files.writeString(target(), "of an agent that was killed");
        try (MetricsFile file = new MetricsFile(target())) {
            file.write(List.of(new Metric("a", "", "A.", false, Map.of(Map.of(), 1.0))));
            assertThat(Files.readString(target())).contains("a 1.0").doesNotContain("killed");
            assertThat(folder).isDirectoryContaining(path -> path.equals(target()));
        }
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void fileWithoutFolderIsRefused() {
        assertThatThrownBy(() -> new MetricsFile(folder.resolve("none").resolve("faultline.prom")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("none");
        assertThatThrownBy(() -> new MetricsFile(folder)).isInstanceOf(IOException.class);
    }
}
