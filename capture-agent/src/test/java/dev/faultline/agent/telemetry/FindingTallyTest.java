package dev.faultline.agent.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.engine.common.Endpoint;
import dev.faultline.engine.common.IpAddress;
import dev.faultline.engine.finding.FindingKind;
import dev.faultline.engine.finding.Severity;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FindingTallyTest {
    private static final EndName CART = new EndName("cart-1", "shop", "Deployment/cart", "cart", "worker-1");

    @Test
    void countsByWhatThereAreFewOf() {
        FindingTally tally =
                new FindingTally(10, (end, nanos) -> SomeFindings.SERVER.equals(end) ? CART : EndName.NONE);
        tally.add(SomeFindings.refused("a"));
        tally.add(SomeFindings.refused("b"));
        tally.add(SomeFindings.of(
                "c",
                FindingKind.TCP_RETRANSMISSION,
                Severity.NOTICE,
                "a",
                SomeFindings.CLIENT,
                SomeFindings.SERVER,
                Map.of()));

        assertThat(tally.counts())
                .hasSize(2)
                .containsEntry(
                        Map.of(
                                "faultline.kind", "tcp.connect.refused",
                                "faultline.class", "connection",
                                "faultline.severity", "error",
                                "faultline.consequence", "false",
                                "destination.k8s.namespace.name", "shop",
                                "destination.k8s.deployment.name", "cart"),
                        2L);
        assertThat(tally.counts().keySet().toString())
                .contains("faultline.consequence=true")
                .doesNotContain("10.0.0.1", "cart-1", "worker-1");
    }

    @Test
    void workloadsWithoutEndAreCountedAsOthers() {
        FindingTally tally = new FindingTally(
                10,
                (end, nanos) ->
                        new EndName(null, "shop", end == null ? null : "Deployment/d" + end.port(), null, null));
        IntStream.range(0, 1000)
                .mapToObj(port -> new Endpoint(IpAddress.parse("10.0.0.9"), port))
                .forEach(end -> tally.add(SomeFindings.of(
                        "f" + end.port(),
                        FindingKind.TCP_CONNECT_REFUSED,
                        Severity.ERROR,
                        null,
                        SomeFindings.CLIENT,
                        end,
                        Map.of())));

        assertThat(tally.counts()).hasSize(11);
        assertThat(tally.counts().values().stream().mapToLong(Long::longValue).sum())
                .isEqualTo(1000);
        assertThat(tally.counts().entrySet())
                .anyMatch(count -> count.getKey().containsValue(FindingTally.OTHER) && count.getValue() == 990);
    }
}
