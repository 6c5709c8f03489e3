package dev.faultline.agent.ring;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.io.Closeable;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.VarHandle;

/// A packet socket on all interfaces of the network namespace, and the blocks that the kernel fills for it
/// (TPACKET_V3, `Documentation/networking/packet_mmap.rst` of Linux).
///
/// One thread takes blocks, any may give them back; closing while a block is in use makes its next access
/// throw.
final class PacketRing implements Closeable {
    private static final int AF_PACKET = 17;
    private static final int SOCK_RAW = 3;
    private static final int SOL_SOCKET = 1;
    private static final int SO_ATTACH_FILTER = 26;
    private static final int SOL_PACKET = 263;
    private static final int PACKET_RX_RING = 5;
    private static final int PACKET_STATISTICS = 6;
    private static final int PACKET_VERSION = 10;
    private static final int PACKET_RESERVE = 12;
    private static final int TPACKET_V3 = 2;
    private static final short ALL_PROTOCOLS = Short.reverseBytes((short) 3);
    private static final int FRAME_BYTES = 2048;
    private static final int ADDRESS_BYTES = 20;
    private static final int VLAN_TAG_BYTES = 4;
    private static final long STATUS = 8;
    private static final int OF_KERNEL = 0;
    private static final int OF_USER = 1;
    private static final VarHandle INT = JAVA_INT.varHandle();

    private final Libc libc;
    private final RingSize size;
    private final Arena arena = Arena.ofShared();
    private final int fd;
    private final MemorySegment ring;
    private int next;
    private boolean closed;
    private long dropped;

    /// Opens a socket that hears nothing yet.
    ///
    /// @throws SystemCallException when not permitted, [SystemCallException#NOT_PERMITTED], or memory is short
    PacketRing(Libc libc, RingSize size) throws SystemCallException {
        this.libc = libc;
        this.size = size;
        fd = libc.socket(AF_PACKET, SOCK_RAW, 0);
        boolean made = false;
        try {
            libc.setOption(fd, SOL_PACKET, PACKET_VERSION, TPACKET_V3);
            // Room before each packet, to put back the VLAN tag that the kernel takes out.
            libc.setOption(fd, SOL_PACKET, PACKET_RESERVE, VLAN_TAG_BYTES);
            libc.setOption(fd, SOL_PACKET, PACKET_RX_RING, request());
            ring = libc.map(fd, size.bytes(), arena);
            made = true;
        } finally {
            if (!made) {
                close();
            }
        }
    }

    private MemorySegment request() {
        int frames = (int) (size.bytes() / FRAME_BYTES);
        return arena.allocateFrom(
                JAVA_INT, size.blockBytes(), size.blocks(), FRAME_BYTES, frames, size.retireMillis(), 0, 0);
    }

    /// Lets only those packets through that a program of classic BPF accepts. Replaces an earlier one.
    void attach(BpfProgram program) throws SystemCallException {
        try (Arena own = Arena.ofConfined()) {
            libc.setOption(fd, SOL_SOCKET, SO_ATTACH_FILTER, program.socketFilter(own));
        }
    }

    /// Begins to hear the packets of all interfaces, also of those that come later.
    void open() throws SystemCallException {
        MemorySegment address = arena.allocate(ADDRESS_BYTES, 4);
        address.set(JAVA_SHORT, 0, (short) AF_PACKET);
        address.set(JAVA_SHORT, 2, ALL_PROTOCOLS);
        libc.bind(fd, address);
    }

    /// Takes the next full block; an empty segment when there is none yet.
    MemorySegment poll() {
        MemorySegment block = ring.asSlice((long) next * size.blockBytes(), size.blockBytes());
        if (((int) INT.getAcquire(block, STATUS) & OF_USER) == 0) {
            return MemorySegment.NULL;
        }
        next = (next + 1) % size.blocks();
        return block;
    }

    /// Gives a block back to the kernel; after the end, it is the kernel's anyway.
    synchronized void release(MemorySegment block) {
        if (!closed) {
            INT.setRelease(block, STATUS, OF_KERNEL);
        }
    }

    /// Waits for a block.
    ///
    /// @return false when none came in time
    boolean await(int milliseconds) throws SystemCallException {
        try {
            return libc.awaitReadable(fd, milliseconds);
        } catch (SystemCallException e) {
            if (e.isInterrupted() || e.isNetworkDown()) {
                return true;
            }
            throw e;
        }
    }

    /// Packets lost until now because the ring was full. Any thread may ask.
    synchronized long dropped() throws SystemCallException {
        if (!closed) {
            try (Arena own = Arena.ofConfined()) {
                // struct tpacket_stats_v3: packets, drops, freezes; reading them sets them to zero.
                MemorySegment counters = own.allocate(12, 4);
                libc.option(fd, SOL_PACKET, PACKET_STATISTICS, counters);
                dropped += Integer.toUnsignedLong(counters.get(JAVA_INT, 4));
            }
        }
        return dropped;
    }

    @Override
    public synchronized void close() throws SystemCallException {
        if (!closed) {
            closed = true;
            arena.close();
            libc.close(fd);
        }
    }
}
