package dev.faultline.engine.evidence;

import java.time.Duration;

/// How much of a live capture is kept.
///
/// @param ringBytes memory for recent packets
/// @param fileBytes size of the file of packets of findings; when it is full, no more are put aside
/// @param packetsBefore packets of a flow put aside when a finding is made, the latest ones
/// @param packetsAfter packets of a flow put aside after a finding was made or has grown
/// @param after how long they are waited for
/// @param flows flows whose packets are waited for at once
/// @param packetsOfFlow packets of one flow put aside in all, however often it has findings
public record EvidenceBudget(
        long ringBytes,
        long fileBytes,
        int packetsBefore,
        int packetsAfter,
        Duration after,
        int flows,
        int packetsOfFlow) {

    /// For one of a few places of capture on a desktop.
    public static final EvidenceBudget DEFAULT =
            new EvidenceBudget(32L << 20, 256L << 20, 2000, 200, Duration.ofSeconds(10), 1000, 20_000);

    private static final int UNCURBED = 4;
    private static final long LEAST_RING = 4L << 20;
    private static final long LEAST_FILE = 16L << 20;

    /// What is left for one more place of capture: the first four have all, later ones less and less, so that
    /// fifty take some fifteen times what one does.
    ///
    /// @param before places that capture already
    public EvidenceBudget behind(int before) {
        if (before < UNCURBED) {
            return this;
        }
        return new EvidenceBudget(
                Math.min(ringBytes, Math.max(LEAST_RING, UNCURBED * ringBytes / (before + 1))),
                Math.min(fileBytes, Math.max(LEAST_FILE, UNCURBED * fileBytes / (before + 1))),
                packetsBefore,
                packetsAfter,
                after,
                flows,
                packetsOfFlow);
    }
}
