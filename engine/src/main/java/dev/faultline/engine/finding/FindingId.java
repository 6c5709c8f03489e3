package dev.faultline.engine.finding;

import dev.faultline.engine.flow.Flow;
import dev.faultline.engine.flow.Transport;
import java.nio.charset.StandardCharsets;

/// Names a finding by what it is, so that it has the same name at every run.
public final class FindingId {
    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    private FindingId() {}

    /// The name of a finding that rests on no packets, as [#of(String, Flow, FindingKind, int, long)].
    ///
    /// @param subject what it is about
    public static String of(String identity, FindingKind kind, String subject) {
        return of(String.join("|", identity, kind.id(), subject));
    }

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
        return of(text);
    }

    private static String of(String text) {
        long hash = FNV_OFFSET;
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ (b & 0xff)) * FNV_PRIME;
        }
        return String.format("%012x", (hash ^ hash >>> 48) & 0xffff_ffff_ffffL);
    }
}
