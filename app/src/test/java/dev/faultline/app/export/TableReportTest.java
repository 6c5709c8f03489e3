package dev.faultline.app.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.app.Findings;
import dev.faultline.app.Results;
import dev.faultline.app.names.AddressName;
import dev.faultline.app.names.EndpointNames;
import dev.faultline.engine.common.Endpoint;
import dev.faultline.engine.common.IpAddress;
import dev.faultline.engine.finding.Explainer;
import dev.faultline.engine.finding.Finding;
import dev.faultline.engine.finding.Severity;
import dev.faultline.engine.flow.Transport;
import dev.faultline.engine.pipeline.AnalysisResult;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TableReportTest {
    private static final Explainer EXPLAINER = new Explainer();
    private static final Finding REFUSED = Findings.refused(0);
    private static final Endpoint SERVER = Objects.requireNonNull(REFUSED.dst());
    private static final Endpoint SECOND = new Endpoint(IpAddress.parse("10.77.2.11"), 41022);
    private static final AddressName CART_2 = new AddressName("cart-2", "shop", "Deployment/cart", null, null, null);
    private static final AddressName CART_1 = new AddressName("cart-1", "shop", "Deployment/cart", null, null, null);
    private static final EndpointNames NAMES =
            (end, time) -> Objects.equals(end, REFUSED.src()) ? CART_1 : AddressName.ofDns("ledger.test");

    @Test
    void rowSaysWhatWhoWhereAndWhy() throws IOException {
        String title = EXPLAINER.explain(REFUSED).title();

        assertThat(table(TableStyle.PLAIN, Results.whole(), REFUSED))
                .containsSubsequence(
                        "x.pcap  pcap · 8 133 packets · 12.5 s",
                        "",
                        "Severity  Time (UTC)    " + pad("What", title) + "  "
                                + pad("Client → server", "10.77.2.10:41022 → 10.77.3.10:9999") + "  Who",
                        "Error     18:55:01.123  " + title + "  10.77.2.10:41022 → 10.77.3.10:9999  server",
                        "          " + EXPLAINER.explain(REFUSED).detail(),
                        "          c0ffee000000 · tcp.stream 4 · frames 12, 13");
    }

    @Test
    void rowsOfTheSameErrorFoldIntoOne() throws IOException {
        Finding[] many = IntStream.range(0, 214).mapToObj(Findings::refused).toArray(Finding[]::new);

        List<String> lines = table(TableStyle.PLAIN, Results.whole(), many);

        assertThat(lines)
                .filteredOn(line -> line.startsWith("Error"))
                .singleElement()
                .satisfies(line -> assertThat(line)
                        .contains("10.77.2.10 → 10.77.3.10:9999")
                        .endsWith("214 flows"));
    }

    @Test
    void endsHaveTheirNames() throws IOException {
        assertThat(named(NAMES, REFUSED))
                .anyMatch(line -> line.contains("shop/cart-1 (10.77.2.10:41022) → ledger.test (10.77.3.10:9999)"));
    }

    @Test
    void podsOfOneWorkloadFoldIntoOneRow() throws IOException {
        EndpointNames pods = (end, time) ->
                Objects.equals(end, REFUSED.src()) ? CART_1 : Objects.equals(end, SECOND) ? CART_2 : AddressName.NONE;

        assertThat(named(pods, REFUSED, Findings.on(Findings.refused(1), Transport.TCP, SECOND, SERVER)))
                .filteredOn(line -> line.startsWith("Error"))
                .singleElement()
                .satisfies(line -> assertThat(line).contains("  shop/cart → 10.77.3.10:9999  "));
    }

    @Test
    void consequenceStandsBelowItsParent() throws IOException {
        Finding consequence = Findings.unreachable(REFUSED.id());
        String title = EXPLAINER.explain(consequence).title();

        List<String> lines = table(TableStyle.PLAIN, Results.whole(), REFUSED, consequence);

        assertThat(lines).contains("          └ Warning: " + title + " · 1c300000beef · tcp.stream 4 · frame 20 · 3 ×");
        assertThat(lines).noneMatch(line -> line.startsWith("Warning"));
    }

    @Test
    void consequenceStandsForItselfWhenItsParentIsNotShown() throws IOException {
        assertThat(table(TableStyle.PLAIN, Results.whole(), Findings.unreachable("0000")))
                .anyMatch(line -> line.startsWith("Warning") && line.endsWith("10.77.2.1  3 ×"));
    }

    @Test
    void summaryCountsErrorsWithoutTheirConsequences() throws IOException {
        assertThat(table(
                                TableStyle.PLAIN,
                                Results.whole(),
                                REFUSED,
                                Findings.unreachable(REFUSED.id()),
                                Findings.with(Findings.refused(9), Severity.WARNING),
                                Findings.gap())
                        .getLast())
                .isEqualTo("1 error and 1 warning in 8 133 packets, 211 TCP connections, 1 UDP flow, 12.5 s.");
    }

    @Test
    void cleanCaptureSaysWhatWasChecked() throws IOException {
        assertThat(table(TableStyle.PLAIN, Results.whole()).getLast())
                .startsWith("No network errors in 8 133 packets, 211 TCP connections, 1 UDP flow, 12.5 s. Checked: ")
                .contains("TCP", "ICMP");
    }

    @Test
    void emptyCaptureSaysSo() throws IOException {
        assertThat(table(TableStyle.PLAIN, Results.empty()).getLast()).isEqualTo("The capture holds no packets.");
    }

    @Test
    void cutCaptureIsWarnedOf() throws IOException {
        assertThat(table(TableStyle.PLAIN, Results.truncated()).getLast())
                .startsWith("Warning: The capture ends early, at byte 5540024 after 8133 packets");
    }

    @Test
    void summaryTellsOfFindingsThatAreNotShown() throws IOException {
        StringBuilder out = new StringBuilder();
        TableReport report = new TableReport(out, EXPLAINER, TableStyle.PLAIN);

        report.write(
                FileReport.of("x.pcap", List.of(REFUSED), finding -> false, new WiresharkFlags(), Results.whole()));

        assertThat(out).endsWith("1 more that were not asked for are not shown.\n");
    }

    @Test
    void linesFitTheTerminal() throws IOException {
        TableStyle narrow = new TableStyle(80, false, true);

        assertThat(table(narrow, Results.whole(), REFUSED, Findings.unreachable(REFUSED.id())))
                .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
    }

    @Test
    void narrowTerminalShowsBothEndsBelowTheTitle() throws IOException {
        assertThat(table(new TableStyle(70, false, true), Results.whole(), REFUSED))
                .containsSubsequence(
                        "Error     18:55:01.123  " + EXPLAINER.explain(REFUSED).title() + "  server",
                        "          10.77.2.10:41022 → 10.77.3.10:9999");
    }

    @Test
    void terminalGetsColours() throws IOException {
        assertThat(table(new TableStyle(100, true, true), Results.whole(), REFUSED))
                .anyMatch(line -> line.startsWith("\u001b[1;31mError"));
    }

    @Test
    void terminalThatCannotShowMoreGetsAscii() throws IOException {
        List<String> lines =
                table(new TableStyle(0, false, false), Results.whole(), REFUSED, Findings.unreachable(REFUSED.id()));

        assertThat(String.join("\n", lines)).isASCII().contains("10.77.2.10:41022 -> 10.77.3.10:9999");
    }

    private static String pad(String text, String longer) {
        return text + " ".repeat(longer.length() - text.length());
    }

    private static List<String> named(EndpointNames names, Finding... findings) throws IOException {
        StringBuilder out = new StringBuilder();
        try (TableReport report = new TableReport(out, EXPLAINER, TableStyle.PLAIN)) {
            report.names(names);
            report.write(
                    FileReport.of("x.pcap", List.of(findings), finding -> true, new WiresharkFlags(), Results.whole()));
        }
        return out.toString().lines().toList();
    }

    private static List<String> table(TableStyle style, AnalysisResult result, Finding... findings) throws IOException {
        StringBuilder out = new StringBuilder();
        try (TableReport report = new TableReport(out, EXPLAINER, style)) {
            report.write(FileReport.of("x.pcap", List.of(findings), finding -> true, new WiresharkFlags(), result));
        }
        return out.toString().lines().map(line -> line.replace('\u2009', ' ')).toList();
    }
}
