package dev.faultline.engine.finding;

import dev.faultline.engine.flow.Flow;
import dev.faultline.engine.flow.Transport;
import java.nio.charset.StandardCharsets;

/// Names a finding by what it is, so that it has the same name at every run.
final class FindingId {
    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    private FindingId() {}

    /// Twelve hexadecimal digits of a 64-bit FNV-1a hash.
    static String of(String identity, Flow flow, FindingKind kind, int qualifier, long time) {
        String ends = flow.transport() == Transport.NONE ? "" : flow.client() + ">" + flow.server();
        String text = String.join(
                "|",
                identity,
                flow.transport().id(),
                ends,
                Integer.toString(flow.vantage()),
                kind.id(),
                Integer.toString(qualifier),
                Long.toString(time));
        long hash = FNV_OFFSET;
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ (b & 0xff)) * FNV_PRIME;
        }
        return String.format("%012x", (hash ^ hash >>> 48) & 0xffff_ffff_ffffL);
    }
}
