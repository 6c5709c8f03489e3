package dev.faultline.app.ui.findings;

import dev.faultline.engine.common.Endpoint;
import dev.faultline.engine.common.IpAddress;
import dev.faultline.engine.finding.Blame;
import dev.faultline.engine.finding.Confidence;
import dev.faultline.engine.finding.Evidence;
import dev.faultline.engine.finding.Finding;
import dev.faultline.engine.finding.FindingClass;
import dev.faultline.engine.finding.FindingKind;
import dev.faultline.engine.finding.FindingState;
import dev.faultline.engine.finding.Severity;
import dev.faultline.engine.flow.Transport;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/// Findings of a bad quarter of an hour, the same for the same seed.
final class SampleFindings {
    /// 2026-11-24T14:30:00Z.
    static final long START = 1_795_530_600_000_000_000L;

    static final long SPAN = 720_000_000_000L;

    private static final List<FindingKind> KINDS = List.of(FindingKind.values());

    private final Random random;
    private final int hosts;
    private int made;

    /// @param hosts clients and servers each: the fewer, the more findings fold
    SampleFindings(long seed, int hosts) {
        random = new Random(seed);
        this.hosts = hosts;
    }

    List<Finding> list(int count) {
        List<Finding> list = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            boolean part = i > 3 && random.nextInt(12) == 0;
            list.add(next(part ? list.get(i - 1 - random.nextInt(3)).id() : null));
        }
        return list;
    }

    Finding next(@Nullable String partOf) {
        made++;
        FindingKind kind = KINDS.get(random.nextInt(KINDS.size()));
        boolean capture = kind.findingClass() == FindingClass.CAPTURE;
        boolean burst = random.nextInt(3) == 0;
        long first = START + (burst ? 480_000_000_000L + (long) (random.nextGaussian() * 12e9) : random.nextLong(SPAN));
        Blame blame = pick(Blame.values());
        boolean icmp = kind.findingClass() == FindingClass.ICMP;
        return new Finding(
                "%012x".formatted(made * 0x9e3779b97f4aL & 0xffff_ffff_ffffL),
                kind,
                pick(Severity.values()),
                FindingState.FINAL,
                pick(Confidence.values()),
                List.of(),
                partOf,
                first,
                first + random.nextInt(1_000_000_000),
                1 + random.nextInt(5),
                icmp ? Transport.UDP : Transport.TCP,
                capture ? null : new Endpoint(host("10.77.2."), 30_000 + random.nextInt(30_000)),
                capture
                        ? null
                        : new Endpoint(
                                host("10.77.3."), List.of(443, 8080, 5432, 6379).get(random.nextInt(4))),
                blame,
                icmp || blame == Blame.REPORTER ? IpAddress.parse("10.77.2.1") : null,
                icmp ? -1 : made,
                List.of("eth0"),
                List.of(new Evidence(made * 3L, -1), new Evidence(made * 3L + 1, -1)),
                null,
                Map.of("port", 8080),
                List.of());
    }

    private <T> T pick(T[] choice) {
        return choice[random.nextInt(choice.length)];
    }

    private IpAddress host(String net) {
        int host = random.nextInt(hosts);
        return IpAddress.parse(net.replace(".2.", "." + (2 + host / 250 * 2) + ".") + (1 + host % 250));
    }
}
