package dev.faultline.app.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.faultline.app.Findings;
import dev.faultline.engine.finding.Finding;
import dev.faultline.engine.finding.Severity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FindingFilterTest {
    private static final Finding REFUSED = Findings.refused(0);
    private static final Finding UNREACHABLE = Findings.unreachable(REFUSED.id());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "  ",
                "error",
                "tcp",
                "!udp && !icmp",
                "kind == \"tcp.connect.refused\"",
                "kind.startsWith('tcp.connect.')",
                "class == 'connection' && article == 'SynSent'",
                "tcp_error_type == 'SynSent'",
                "severity in ['error', 'warning']",
                "confidence == 'high' && state == 'final' && blame == 'dst'",
                "src.ip == '10.77.2.10' && src.port == 41022",
                "dst.ip.matches('^10[.]77[.]') && dst.port >= 9999",
                "stream == 4 && count < 2",
                "'eth0' in vantage && size(vantage) == 1",
                "timestamp > timestamp('2026-11-24T18:55:00Z') && timestamp < now() + duration('876000h')",
                "elapsed_time == 100000",
                "icmp_type == -1 && has_pcap",
                "protocol == 'tcp' ? true : false",
                "map_get({'a': 1}, 'b', 2) == 2 && map_get({'a': 1}, 'a', 2) == 1",
                "part_of == '' && reporter == ''",
                "(dst.port - 9000) * 2 / 3 % 7 == 1",
            })
    void filterMatchesWhatItDescribes(String text) throws FilterException {
        assertThat(FindingFilter.compile(text).test(REFUSED)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "udp",
                "!error",
                "kind != 'tcp.connect.refused'",
                "src.port == 41023",
                "icmp",
                "count > 1",
                "timestamp > timestamp('2026-11-25T00:00:00Z')",
                "dst.port / (dst.port - 9999) == 1",
            })
    void filterLeavesOutWhatItDoesNotDescribe(String text) throws FilterException {
        assertThat(FindingFilter.compile(text).test(REFUSED)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "icmp && icmp_version == 4 && icmp_type == 3 && icmp_code == 3",
                "reporter == '10.77.2.1'",
                "part_of == 'c0ffee000000'",
                "blame == 'reporter' && tcp",
            })
    void filterSeesWhatIcmpSays(String text) throws FilterException {
        assertThat(FindingFilter.compile(text).test(UNREACHABLE)).isTrue();
    }

    @Test
    void errorAloneLeavesOutRemarksAndTheCaptureItself() throws FilterException {
        FindingFilter filter = FindingFilter.compile("error");

        assertThat(filter.test(Findings.gap())).isFalse();
        assertThat(filter.test(Findings.with(REFUSED, Severity.NOTICE))).isFalse();
        assertThat(filter.test(Findings.with(REFUSED, Severity.WARNING))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"refused", "REFUSED", "10.77.3.10", "10.77.3.10:9999", "connect.refused eth0", "'SynSent'"})
    void wordsAreLookedForInWhatTheTableShows(String text) throws FilterException {
        FindingFilter filter = FindingFilter.compile(text);

        assertThat(filter.isTextSearch()).isTrue();
        assertThat(filter.test(REFUSED)).isTrue();
        assertThat(filter.test(Findings.gap())).isFalse();
    }

    @Test
    void wordsMustAllBeThere() throws FilterException {
        assertThat(FindingFilter.compile("refused 10.9.9.9").test(REFUSED)).isFalse();
    }

    @Test
    void quotedWordsAreOneText() throws FilterException {
        assertThat(FindingFilter.compile("\"error refused\"").test(REFUSED)).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "src.prot == 80          | 0  | 8  | There is no field src.prot. Did you mean src.port?",
                "tcp && src.colour == 1  | 7  | 10 | There is no field src.colour.",
                "kind = \"x\"            | 5  | 1  | Equality is written ==.",
                "tcp and udp             | 4  | 3  | “and” is written &&.",
                "tcp & udp               | 4  | 1  | “&” is written &&.",
                "tcp &&                  | 6  | 1  | The filter ends too early.",
                "(tcp                    | 4  | 1  | A closing parenthesis is missing.",
                "kind == 'a              | 8  | 2  | This text has no closing quote.",
                "src.port == \"x\"       | 9  | 1  | “==” does not go with int, string.",
                "src.ip                  | 0  | 6  | A filter is true or false for each finding, but src.ip is of type string. Compare it with something.",
                "kind.starts('x')        | 5  | 6  | There is no function starts.",
                "tcp ^ udp               | 4  | 1  | “^” is not understood here.",
                "(tcp && colour == 'r')  | 8  | 6  | There is no field colour.",
            })
    void wrongFilterSaysWhatAndWhere(String text, int position, int length, String message) {
        FilterException problem = catchThrowableOfType(FilterException.class, () -> FindingFilter.compile(text));

        assertThat(problem).hasMessage(message);
        assertThat(problem.position()).isEqualTo(position);
        assertThat(problem.length()).isEqualTo(length);
    }

    @Test
    void wrongFilterOfSeveralLinesCountsThemAll() {
        FilterException problem =
                catchThrowableOfType(FilterException.class, () -> FindingFilter.compile("tcp\n && colour == 1"));

        assertThat(problem.position()).isEqualTo(8);
    }

    @Test
    void everyFieldCanBeExplained() {
        assertThat(FilterFields.all())
                .allSatisfy(field -> assertThat(field.description()).isNotBlank());
    }

    @Test
    void everyOfferedValueGoesWithItsField() {
        assertThat(FilterFields.all()).allSatisfy(field -> {
            for (String value : field.values()) {
                assertThat(FindingFilter.compile(field.name() + " == " + value)).isNotNull();
            }
        });
    }
}
