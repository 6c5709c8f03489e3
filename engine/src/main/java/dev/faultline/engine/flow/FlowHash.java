package dev.faultline.engine.flow;

/// Hashes of endpoints. Mixed well, and with a seed of this run, as addresses and ports are chosen by
/// strangers.
final class FlowHash {
    private static final long SEED = System.nanoTime() * 0x9e3779b97f4a7c15L;

    private FlowHash() {}

    /// One round of mixing is enough for an IPv4 address and a port, which the factor keeps apart.
    static long end(long high, long low, int port) {
        if (high == 0) {
            return mix((low ^ SEED) + port * 0x9e3779b97f4a7c15L);
        }
        return mix(mix(low ^ SEED) + high * 0x9e3779b97f4a7c15L + port);
    }

    /// The same whichever end comes first.
    static long pair(long endHash, long otherHash) {
        return mix(endHash + otherHash);
    }

    // Finaliser of MurmurHash3 with the constants of David Stafford's variant 13.
    private static long mix(long bits) {
        long x = (bits ^ bits >>> 30) * 0xbf58476d1ce4e5b9L;
        x = (x ^ x >>> 27) * 0x94d049bb133111ebL;
        return x ^ x >>> 31;
    }
}
