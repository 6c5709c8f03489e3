package dev.faultline.engine.finding;

import static dev.faultline.engine.finding.FindingKind.TCP_CONNECT_REFUSED;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Properties;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ExplainerTest {
    private final Properties texts = new Properties();

    @BeforeEach
    void basicTexts() {
        texts.setProperty("tcp.connect.refused.title", "Refused");
        texts.setProperty("tcp.connect.refused.detail", "Nothing listens on port {port}.");
    }

    private Explanation explain(Finding finding) {
        return new Explainer(texts).explain(finding);
    }

    @Test
    void explainerFillsInWhatEveryFindingHas() {
        texts.setProperty("tcp.connect.refused.detail", "{src} to {dst}, {src.ip}:{src.port}, {count}, {stream}");

        assertThat(explain(TestFindings.of(TCP_CONNECT_REFUSED)).detail())
                .isEqualTo("10.0.0.1:41022 to 10.0.0.2:8443, 10.0.0.1:41022, 1, 4");
    }

    @Test
    void explainerLeavesOutOptionalPartWhoseValueIsMissing() {
        texts.setProperty("tcp.connect.refused.detail", "Refused[[ after {delay}]] by port {port}[[ ({rtt})]].");
        Finding finding = TestFindings.of(TCP_CONNECT_REFUSED, f -> f.fact("delay", Duration.ofNanos(410_000)));

        assertThat(explain(finding).detail()).isEqualTo("Refused after 0.41 ms by port 8443.");
    }

    @Test
    void explainerPrefersTheMostSpecialVariant() {
        texts.setProperty("tcp.connect.refused.by.title", "Refused by somebody");
        texts.setProperty("tcp.connect.refused.by.host.title", "Refused by the host");
        texts.setProperty("tcp.connect.refused.by.detail", "Somebody refuses.");
        Finding finding = TestFindings.of(TCP_CONNECT_REFUSED, f -> f.fact(Explainer.VARIANT, "by.host"));

        assertThat(explain(finding).title()).isEqualTo("Refused by the host");
        assertThat(explain(finding).detail()).isEqualTo("Somebody refuses.");
    }

    @Test
    void explainerFallsBackWhenAVariantLacksAValue() {
        texts.setProperty("tcp.connect.refused.slow.title", "Refused after {delay}");
        Finding finding = TestFindings.of(TCP_CONNECT_REFUSED, f -> f.fact(Explainer.VARIANT, "slow"));

        assertThat(explain(finding).title()).isEqualTo("Refused");
    }

    @Test
    void explainerNeverShowsAPlaceWithoutValue() {
        texts.setProperty("tcp.connect.refused.title", "Refused {nonsense}");
        texts.setProperty("tcp.connect.refused.detail", "Because of {nonsense}.");
        texts.setProperty("tcp.connect.refused.cause.1", "{nonsense}");
        texts.setProperty("tcp.connect.refused.next.1", "$ ping {nonsense}");

        assertThat(explain(TestFindings.of(TCP_CONNECT_REFUSED)).toString()).doesNotContain("{", "}");
    }

    @Test
    void explainerLeavesOutOnlyTheCauseThatLacksAValue() {
        texts.setProperty("tcp.connect.refused.cause.1", "First");
        texts.setProperty("tcp.connect.refused.cause.2", "Second {nonsense}");
        texts.setProperty("tcp.connect.refused.cause.3", "Third");

        assertThat(explain(TestFindings.of(TCP_CONNECT_REFUSED)).causes()).containsExactly("First", "Third");
    }

    @Test
    void explainerAddsNotesAndWhatIsOpen() {
        texts.setProperty("note.slow", "It took {delay}.");
        texts.setProperty("state.open_at_end", "It may go on.");
        Finding finding = TestFindings.of(
                TCP_CONNECT_REFUSED,
                f -> f.note("slow").fact("delay", Duration.ofSeconds(3)).state(FindingState.OPEN_AT_END));

        assertThat(explain(finding).detail()).isEqualTo("Nothing listens on port 8443. It took 3 s. It may go on.");
    }

    @Test
    void explainerSaysWhyConfidenceIsNotHigh() {
        texts.setProperty("reason.far", "Seen from afar.");
        Finding finding = TestFindings.of(TCP_CONNECT_REFUSED, f -> f.confidence(Confidence.LOW, "far"));

        assertThat(new Explainer(texts).confidenceWhy(finding)).containsExactly("Seen from afar.");
    }

    @Test
    void explainerPutsANounInItsNumber() {
        texts.setProperty("tcp.connect.refused.detail", "{count:time|times}, {resets:reset|resets}");

        assertThat(explain(TestFindings.of(TCP_CONNECT_REFUSED, f -> f.fact("resets", 1204L)))
                        .detail())
                .isEqualTo("1 time, 1\u2009204 resets");
    }

    @Test
    void explainerQuotesWhatCommandsWouldMisread() {
        texts.setProperty("tcp.connect.refused.next.1", "$ curl {host} -m {seconds}");
        Finding finding = TestFindings.of(
                TCP_CONNECT_REFUSED, f -> f.fact("host", "a'; rm -rf /").fact("seconds", 1204L));

        assertThat(explain(finding).next()).containsExactly("$ curl 'a'\\''; rm -rf /' -m 1204");
    }

    @Test
    void explainerLeavesOutCommandWithAWordThatLooksLikeAnOption() {
        texts.setProperty("tcp.connect.refused.next.1", "$ curl {host}");

        assertThat(explain(TestFindings.of(TCP_CONNECT_REFUSED, f -> f.fact("host", "--output=/etc/passwd")))
                        .next())
                .isEmpty();
    }

    @Test
    void explainerShowsNoControlCharactersOfPackets() {
        texts.setProperty("tcp.connect.refused.title", "Refused {host}");
        Finding finding = TestFindings.of(TCP_CONNECT_REFUSED, f -> f.fact("host", "a\u001b[31m\u202eb"));

        assertThat(explain(finding).title()).isEqualTo("Refused a\\x1b[31m\\u202eb");
    }
}
