package dev.faultline.app.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.app.Findings;
import dev.faultline.app.names.AddressName;
import dev.faultline.app.names.EndpointNames;
import dev.faultline.engine.finding.Explainer;
import dev.faultline.engine.finding.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FindingsFileTest {
    private static final Finding REFUSED = Findings.refused(0);
    private static final EndpointNames NAMES = (end, time) -> Objects.equals(end, REFUSED.src())
            ? new AddressName("cart-1", "shop", "Deployment/cart", null, "n1", null)
            : AddressName.ofDns("ledger.test");

    @TempDir
    Path folder;

    @Test
    void sheetHasTheNamesOfBothEnds() throws IOException {
        List<String> lines = written(ExportFormat.CSV).lines().toList();
        List<String> head = cells(lines.getFirst());
        List<String> row = cells(lines.get(1));
        assertThat(row.get(head.indexOf("Source name"))).isEqualTo("shop/cart-1");
        assertThat(row.get(head.indexOf("Source workload"))).isEqualTo("Deployment/cart");
        assertThat(row.get(head.indexOf("Source node"))).isEqualTo("n1");
        assertThat(row.get(head.indexOf("Destination"))).isEqualTo("10.77.3.10:9999");
        assertThat(row.get(head.indexOf("Destination name"))).isEqualTo("ledger.test");
        assertThat(row.get(head.indexOf("Destination workload"))).isEmpty();
    }

    @Test
    void pageHasTheNamesOfBothEnds() throws IOException {
        assertThat(written(ExportFormat.HTML))
                .contains("shop/cart-1 (10.77.2.10:41022) → ledger.test (10.77.3.10:9999)");
    }

    private String written(ExportFormat format) throws IOException {
        Path file = folder.resolve("findings");
        new FindingsFile(new Explainer())
                .named(NAMES)
                .write(file, format, "x.pcap", sink -> sink.accept(REFUSED), () -> false);
        return Files.readString(file);
    }

    /// Cells before the last one, which is a text with commas.
    private static List<String> cells(String line) {
        return List.of(line.split(","));
    }
}
