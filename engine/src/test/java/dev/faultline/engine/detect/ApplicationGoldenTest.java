package dev.faultline.engine.detect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.engine.capture.CaptureSource;
import dev.faultline.engine.capture.file.CaptureFiles;
import dev.faultline.engine.common.Limits;
import dev.faultline.engine.finding.Finding;
import dev.faultline.engine.pipeline.Analysis;
import dev.faultline.engine.pipeline.AnalysisOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is found about applications in the lab's captures of real servers and clients.
class ApplicationGoldenTest {
    private static final Path CAPTURES = Path.of("../lab/captures");
    private static final Pattern APPLICATION = Pattern.compile("(dns|http|tls|dissect|l7|websocket)\\..*");

    private static List<String> found(String capture) throws IOException {
        Map<String, Finding> found = new LinkedHashMap<>();
        try (CaptureSource source = CaptureFiles.open(CAPTURES.resolve(capture + ".pcap"), Limits.DEFAULT)) {
            Analysis.run(source, AnalysisOptions.of("lab"), finding -> found.put(finding.id(), finding));
        }
        return found.values().stream()
                .filter(f -> APPLICATION.matcher(f.kind().id()).matches())
                .map(ApplicationGoldenTest::line)
                .sorted()
                .toList();
    }

    private static String line(Finding finding) {
        String port =
                finding.src() == null ? "-" : Integer.toString(finding.src().port());
        return String.join(
                " ",
                port,
                finding.kind().id(),
                finding.severity().id(),
                finding.count() + "x",
                finding.partOf() == null ? "-" : "part");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "dns-errors | 40682 dns.nxdomain warning 1x -, 40683 dns.servfail error 1x -, 40684 dns.refused error 1x -, 40685 dns.truncated warning 1x -, 40686 dns.timeout info 1x -",
                "http-5xx | 40701 http.4xx notice 1x -, 40701 http.5xx error 1x -, 40701 http.5xx error 1x -",
                "http-malformed | 40761 dissect.parse_error error 1x -, 40762 dissect.parse_error error 1x -, 40763 dissect.parse_error error 1x -, 40764 dissect.parse_error error 1x -, 40765 dissect.parse_error error 1x -",
                "http-no-response | 40721 l7.half.request_only warning 1x -, 40722 l7.half.request_only warning 1x part, 40723 l7.half.request_only info 1x -",
                "http-truncated | 40741 dissect.unexpected_eof error 1x -, 40742 dissect.unexpected_eof error 1x -",
                "server-killed | 40281 l7.half.request_only warning 1x part, 40282 l7.half.request_only warning 1x -",
                "tls-alerts | 40782 tls.alert error 1x -, 40783 tls.alert error 1x -, 40784 tls.alert error 1x -, 40785 tls.plaintext_on_tls_port error 1x -",
                "client-abort | 40261 dissect.unexpected_eof error 1x part",
                "rst-midstream | 40241 dissect.unexpected_eof error 1x part",
                "slow-timers | 40325 l7.half.request_only warning 1x -, 40330 dns.timeout error 2x -",
                "rare-sockets | 41001 websocket.close error 1x -, 41002 websocket.close notice 1x -, 41003 websocket.ping_unanswered warning 1x -, 41004 dissect.parse_error error 1x -",
                "capture-snaplen96 | ",
                "capture-asymmetric | ",
                "capture-midstream | ",
                "healthy-http | ",
                "healthy-http-variants | ",
                "healthy-halfclose | ",
                "healthy-keepalive | ",
            })
    void labCaptureHasItsFindings(String capture, String findings) throws IOException {
        List<String> expected = findings == null ? List.of() : List.of(findings.split(", "));

        assertThat(found(capture)).isEqualTo(expected);
    }
}
