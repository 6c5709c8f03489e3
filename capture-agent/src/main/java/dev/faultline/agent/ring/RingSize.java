package dev.faultline.agent.ring;

/// How much memory a ring of packets takes.
///
/// @param blocks number of blocks; the kernel fills one after the other
/// @param blockBytes bytes of a block, a multiple of the page size; one packet must fit in with its headers
/// @param retireMillis after how long the kernel hands over a block that is not full
public record RingSize(int blocks, int blockBytes, int retireMillis) {
    /// 32 MiB: a second of 250 Mbit/s. Blocks of 512 KiB hold fewer packets than a batch of the engine.
    public static final RingSize DEFAULT = new RingSize(64, 512 << 10, 40);

    /// Bytes in all.
    long bytes() {
        return (long) blocks * blockBytes;
    }
}
