package dev.faultline.app.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.app.Findings;
import dev.faultline.app.Results;
import dev.faultline.engine.finding.Explainer;
import dev.faultline.engine.finding.Finding;
import java.io.IOException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class HtmlReportTest {
    private static final Explainer EXPLAINER = new Explainer();
    private static final Finding REFUSED = Findings.refused(0);
    private static final Pattern TAG = Pattern.compile("<(/?)([a-z][a-z0-9]*)[^>]*>");
    private static final List<String> WITHOUT_END = List.of("meta");

    @Test
    void pageNeedsNothingElse() throws IOException {
        assertThat(page("x.pcap", REFUSED))
                .startsWith("<!DOCTYPE html>")
                .contains("prefers-color-scheme: dark", "@media print")
                .doesNotContain("<script", "src=", "href=", "url(");
    }

    @Test
    void pageTellsAllOfAFinding() throws IOException {
        assertThat(page("x.pcap", REFUSED, Findings.unreachable(REFUSED.id())))
                .contains(
                        EXPLAINER.explain(REFUSED).title(),
                        "10.77.2.10:41022 → 10.77.3.10:9999",
                        "Likely causes",
                        "What to do next",
                        "c0ffee000000",
                        "1c300000beef");
    }

    @Test
    void namesOfFilesAreNoMarkup() throws IOException {
        assertThat(page("<b>&\".pcap", REFUSED))
                .contains("&lt;b&gt;&amp;&quot;.pcap")
                .doesNotContain("<b>");
    }

    @Test
    void everyElementEnds() throws IOException {
        Matcher tags = TAG.matcher(page("x.pcap", REFUSED, Findings.unreachable(REFUSED.id()), Findings.gap()));
        java.util.ArrayDeque<String> open = new java.util.ArrayDeque<>();
        while (tags.find()) {
            if (WITHOUT_END.contains(tags.group(2))) {
                continue;
            }
            if (tags.group(1).isEmpty()) {
                open.push(tags.group(2));
            } else {
                assertThat(tags.group(2)).isEqualTo(open.pop());
            }
        }
        assertThat(open).isEmpty();
    }

    private static String page(String file, Finding... findings) throws IOException {
        StringBuilder out = new StringBuilder();
        try (HtmlReport report = new HtmlReport(out, EXPLAINER)) {
            report.write(
                    FileReport.of(file, List.of(findings), finding -> true, new WiresharkFlags(), Results.whole()));
        }
        return out.toString();
    }
}
