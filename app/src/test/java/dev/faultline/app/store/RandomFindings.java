package dev.faultline.app.store;

import dev.faultline.engine.common.Endpoint;
import dev.faultline.engine.common.IpAddress;
import dev.faultline.engine.finding.Blame;
import dev.faultline.engine.finding.Confidence;
import dev.faultline.engine.finding.Evidence;
import dev.faultline.engine.finding.Finding;
import dev.faultline.engine.finding.FindingKind;
import dev.faultline.engine.finding.FindingState;
import dev.faultline.engine.finding.IcmpFacts;
import dev.faultline.engine.finding.Severity;
import dev.faultline.engine.flow.Transport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/// Findings with every field at random, the same for the same seed. Few addresses and times, so that they fold
/// and tie.
final class RandomFindings {
    static final long START = 1_780_000_000_000_000_000L;
    static final long SPAN = 600_000_000_000L;

    private final Random random;
    private final int hosts;
    private int made;

    /// @param hosts clients, and as many servers
    RandomFindings(long seed, int hosts) {
        this.random = new Random(seed);
        this.hosts = hosts;
    }

    /// Some findings, about a fifth of them part of an earlier one.
    List<Finding> list(int count) {
        List<Finding> list = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            boolean part = i > 0 && random.nextInt(5) == 0;
            list.add(next(part ? list.get(random.nextInt(i)).id() : null));
        }
        return list;
    }

    Finding next(@Nullable String partOf) {
        FindingKind kind = pick(FindingKind.values());
        boolean icmp = kind.id().startsWith("icmp");
        boolean capture = kind.id().startsWith("capture");
        long first = START + random.nextInt(600) * 1_000_000_000L;
        made++;
        return new Finding(
                "%012x".formatted(made * 0x9e3779b97f4aL & 0xffff_ffff_ffffL),
                kind,
                pick(Severity.values()),
                pick(FindingState.values()),
                pick(Confidence.values()),
                random.nextBoolean() ? List.of() : List.of("midstream", "lossy"),
                partOf,
                first,
                first + random.nextInt(60) * 1_000_000_000L,
                1 + random.nextInt(50),
                capture ? Transport.NONE : icmp ? Transport.ICMP : Transport.TCP,
                capture ? null : new Endpoint(address(1), icmp ? Endpoint.NO_PORT : 32768 + random.nextInt(28000)),
                capture ? null : new Endpoint(address(2), icmp ? Endpoint.NO_PORT : 8000 + random.nextInt(5)),
                pick(Blame.values()),
                icmp ? address(3) : null,
                icmp || capture ? -1 : made,
                random.nextBoolean() ? List.of("eth0") : List.of("eth0", "any/if3"),
                evidence(),
                icmp ? icmp() : null,
                facts(),
                random.nextBoolean() ? List.of() : List.of("fast"));
    }

    private <T> T pick(T[] values) {
        return values[random.nextInt(values.length)];
    }

    private IpAddress address(int net) {
        int host = random.nextInt(hosts);
        return host % 4 == 3
                ? IpAddress.v6(0xfd00_0000_0000_0000L + net, host)
                : IpAddress.v4(10 << 24 | net << 20 | host);
    }

    private List<Evidence> evidence() {
        List<Evidence> evidence = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            evidence.add(new Evidence(1 + random.nextInt(1_000_000), random.nextLong(1L << 40)));
        }
        return evidence;
    }

    private IcmpFacts icmp() {
        IcmpFacts.Quoted quoted = random.nextBoolean()
                ? null
                : new IcmpFacts.Quoted(new Endpoint(address(1), 4000), new Endpoint(address(2), 53), "udp");
        return new IcmpFacts(
                4,
                3,
                random.nextInt(4),
                "Destination unreachable",
                -1,
                random.nextBoolean() ? null : address(3),
                quoted);
    }

    private Map<String, Object> facts() {
        Map<String, Object> facts = new HashMap<>();
        facts.put("bytes", random.nextLong());
        facts.put("port", random.nextInt());
        facts.put("rtt", Duration.ofNanos(random.nextLong(1L << 50)));
        facts.put("ratio", random.nextDouble());
        facts.put("seen", random.nextBoolean());
        facts.put("by", address(3));
        facts.put("peer", new Endpoint(IpAddress.v6(0, 0xffff_0a01_0101L), 80));
        facts.put("name", "na\"me \u20ac\n");
        return facts;
    }
}
