package dev.faultline.engine.common;

/// Caps on everything that untrusted bytes can make grow. What is dropped because of a cap is counted and
/// reported.
///
/// @param packetBytes the largest captured packet taken from a file, in bytes; a longer record means a damaged
/// file
/// @param blockBytes the largest pcapng block, in bytes
/// @param interfaces interfaces of one capture
/// @param names addresses of which a capture's own names are kept
/// @param tcpFlows TCP connections tracked at once; the one idle for longest goes first
/// @param otherFlows UDP and ICMP flows tracked at once
/// @param fragmentBytes memory for IP fragments that wait for the rest of their packet
/// @param fragmentPackets incomplete IP packets waiting at once
/// @param reassemblyBytes memory for data of TCP connections that waits for what comes before it, or for the
/// rest of its line or message
/// @param findings findings of one analysis; further ones are only counted
/// @param findingFlows flows whose findings may still grow; those told of longest ago are settled first
/// @param evidenceFrames frames named by one finding
/// @param encapsulations headers of tunnels and tags followed inside one frame
/// @param conversationPackets packets of one flow that are looked at in full: some 90 bytes each
public record Limits(
        int packetBytes,
        int blockBytes,
        int interfaces,
        int names,
        int tcpFlows,
        int otherFlows,
        int fragmentBytes,
        int fragmentPackets,
        int reassemblyBytes,
        int findings,
        int findingFlows,
        int evidenceFrames,
        int encapsulations,
        int conversationPackets) {

    private static final int UNCURBED = 4;
    private static final int LEAST_SHARE = 16;

    /// What is left for one more analysis that runs beside others: the first four have all, later ones less and
    /// less, so that fifty take some fifteen times what one does.
    ///
    /// @param before analyses that run already
    public Limits behind(int before) {
        if (before < UNCURBED) {
            return this;
        }
        return new Limits(
                packetBytes,
                blockBytes,
                interfaces,
                share(names, before),
                share(tcpFlows, before),
                share(otherFlows, before),
                share(fragmentBytes, before),
                share(fragmentPackets, before),
                share(reassemblyBytes, before),
                share(findings, before),
                share(findingFlows, before),
                evidenceFrames,
                encapsulations,
                conversationPackets);
    }

    private static int share(int cap, int before) {
        return (int) Math.max(cap / LEAST_SHARE, (long) UNCURBED * cap / (before + 1));
    }

    /// What the desktop uses: fits a heap of 256 MB together with everything else.
    public static final Limits DEFAULT = new Limits(
            1 << 22, 1 << 24, 4096, 10_000, 200_000, 100_000, 1 << 24, 4096, 1 << 24, 500_000, 100_000, 20, 16,
            500_000);
}
