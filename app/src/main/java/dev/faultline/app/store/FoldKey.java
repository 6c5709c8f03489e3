package dev.faultline.app.store;

import dev.faultline.app.names.AddressName;
import dev.faultline.app.names.EndpointNames;
import dev.faultline.engine.common.Endpoint;
import dev.faultline.engine.common.IpAddress;
import dev.faultline.engine.finding.Finding;
import dev.faultline.engine.finding.IcmpFacts;
import org.jspecify.annotations.Nullable;

/// What findings that fold into one row have in common, as a 64-bit hash: capture, kind, ICMP type and code,
/// transport, client (its workload, else its address), server (the same) and its port. Among a million rows the
/// chance that any two share a hash is below one in ten million.
final class FoldKey {
    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    private FoldKey() {}

    static long of(int capture, Finding finding, EndpointNames names) {
        long hash = mix(FNV_OFFSET, capture);
        hash = mix(hash, finding.kind().id());
        hash = mix(hash, finding.transport().id());
        IcmpFacts icmp = finding.icmp();
        hash = mix(hash, icmp == null ? -1 : icmp.version() << 16 | icmp.type() << 8 | icmp.code());
        Endpoint src = finding.src();
        hash = mix(hash, src == null ? null : src.ip(), names.at(src, finding.first()));
        Endpoint dst = finding.dst();
        hash = mix(hash, dst == null ? null : dst.ip(), names.at(dst, finding.first()));
        return mix(hash, dst == null ? Endpoint.NO_PORT : dst.port());
    }

    /// A workload is the same whichever of its pods it is.
    private static long mix(long hash, @Nullable IpAddress address, AddressName name) {
        return name.workload() == null ? mix(hash, address) : mix(mix(hash, name.namespace() + "/"), name.workload());
    }

    private static long mix(long hash, @Nullable IpAddress address) {
        return address == null ? mix(hash, -1) : mix(mix(mix(hash, address.version()), address.high()), address.low());
    }

    private static long mix(long hash, String word) {
        long mixed = hash;
        for (int i = 0; i < word.length(); i++) {
            mixed = (mixed ^ word.charAt(i)) * FNV_PRIME;
        }
        return mix(mixed, word.length());
    }

    /// The finalizer of SplitMix64 over both: every bit of either reaches every bit of the result.
    private static long mix(long hash, long value) {
        long mixed = hash * FNV_PRIME + value;
        mixed = (mixed ^ mixed >>> 30) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ mixed >>> 27) * 0x94d049bb133111ebL;
        return mixed ^ mixed >>> 31;
    }
}
