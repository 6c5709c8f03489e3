package dev.faultline.engine.detect;

import static dev.faultline.engine.finding.FindingKind.DISSECT_PARSE_ERROR;
import static dev.faultline.engine.finding.FindingKind.DISSECT_UNEXPECTED_EOF;
import static dev.faultline.engine.finding.FindingKind.L7_HALF_REQUEST_ONLY;
import static dev.faultline.engine.finding.FindingKind.L7_HALF_RESPONSE_ONLY;
import static dev.faultline.engine.finding.FindingKind.REDIS_ERROR;
import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.engine.finding.Finding;
import dev.faultline.engine.finding.Severity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedisTest {
    private final Exchange exchange = Exchange.open();

    private static String command(String... words) {
        StringBuilder command = new StringBuilder("*" + words.length + "\r\n");
        for (String word : words) {
            command.append('$')
                    .append(word.length())
                    .append("\r\n")
                    .append(word)
                    .append("\r\n");
        }
        return command.toString();
    }

    @Test
    void healthyExchangesAreQuiet() {
        exchange.client(command("SET", "key", "value") + command("GET", "key"))
                .server("+OK\r\n$5\r\nva")
                .server("lue\r\n")
                .client(command("HGETALL", "h"))
                .server("%1\r\n+a\r\n*2\r\n:1\r\n$-1\r\n")
                .client(command("LRANGE", "l", "0", "1"))
                .server("*2\r\n$1\r\na\r\n$30\r\n" + "x".repeat(30) + "\r\n")
                .client("PING\r\n")
                .server("+PONG\r\n")
                .clientCloses()
                .serverCloses()
                .clientAcknowledges()
                .later(60);

        assertThat(exchange.kinds()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"BLPOP q 0", "XREAD BLOCK 0 STREAMS s $", "SUBSCRIBE c", "MONITOR", "WAIT 1 0", "PSYNC ? -1"})
    void commandsThatWaitMayTakeTheirTime(String words) {
        exchange.client(command(words.split(" "))).serverAcknowledges().later(60);

        assertThat(exchange.kinds()).doesNotContain(L7_HALF_REQUEST_ONLY);
    }

    @Test
    void whatIsPublishedNeedsNoRequest() {
        exchange.client(command("SUBSCRIBE", "c")).server("*3\r\n+subscribe\r\n+c\r\n:1\r\n");
        exchange.at(30).server("*3\r\n+message\r\n+c\r\n+hello\r\n").clientAcknowledges();

        assertThat(exchange.kinds()).doesNotContain(L7_HALF_RESPONSE_ONLY);
    }

    @ParameterizedTest
    @CsvSource({"OOM,WARNING", "READONLY,WARNING", "LOADING,WARNING", "MOVED,NOTICE", "ERR,NOTICE", "NOAUTH,WARNING"})
    void errorsAreTold(String code, Severity severity) {
        exchange.client(command("SET", "k", "v")).server("-" + code + " text\r\n");

        Finding finding = exchange.finding(REDIS_ERROR);
        assertThat(finding.severity()).isEqualTo(severity);
        assertThat(finding.facts()).containsEntry("name", code).containsEntry("method", "SET");
    }

    @Test
    void passwordsKeysAndValuesStayOutOfFindings() {
        exchange.client(command("AUTH", "user", "s3cret")).server("-WRONGPASS for s3cret\r\n");
        exchange.client(command("s3cret", "s3cret")).server("-ERR unknown command 's3cret', with args 's3cret'\r\n");

        assertThat(exchange.findings()).filteredOn(f -> f.kind() == REDIS_ERROR).hasSize(2);
        assertThat(exchange.findings().toString()).doesNotContain("s3cret");
    }

    @Test
    void commandWithoutReplyIsTold() {
        exchange.client(command("GET", "k")).serverAcknowledges().later(12);

        assertThat(exchange.finding(L7_HALF_REQUEST_ONLY).facts())
                .containsEntry("method", "GET")
                .containsEntry("variant", "hung");
    }

    @Test
    void secondReplyIsTold() {
        exchange.client(command("GET", "k")).server("$1\r\na\r\n").server("$1\r\nb\r\n");

        assertThat(exchange.kinds()).contains(L7_HALF_RESPONSE_ONLY);
    }

    @Test
    void stringLongerThanItsSizeIsMalformed() {
        exchange.client(command("GET", "k")).server("+OK\r\n");
        exchange.client(command("GET", "k")).server("$2\r\nabc\r\n");

        assertThat(exchange.finding(DISSECT_PARSE_ERROR).facts()).containsEntry("variant", "redis.reply");
    }

    @Test
    void replyCutShortIsTold() {
        exchange.client(command("GET", "k")).server("+OK\r\n");
        exchange.client(command("GET", "k"))
                .server("$100\r\nabc")
                .clientAcknowledges()
                .at(1)
                .serverCloses();

        assertThat(exchange.finding(DISSECT_UNEXPECTED_EOF).facts()).containsEntry("application", "Redis");
    }

    @Test
    void clientThatIsTurnedAwayIsTold() {
        exchange.server("-ERR max number of clients reached\r\n");

        assertThat(exchange.kinds()).contains(REDIS_ERROR);
    }

    @Test
    void repliesAfterAGapAreNotMistaken() {
        exchange.client(command("GET", "k") + command("GET", "l"))
                .serverMissing(500)
                .server("$3\r\nabc\r\n")
                .clientAcknowledges()
                .later(60);

        assertThat(exchange.troubles()).isEmpty();
    }
}
