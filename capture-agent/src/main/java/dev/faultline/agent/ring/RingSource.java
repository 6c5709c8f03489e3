package dev.faultline.agent.ring;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import dev.faultline.engine.capture.CaptureInterface;
import dev.faultline.engine.capture.CaptureStatistics;
import dev.faultline.engine.capture.PacketBatch;
import dev.faultline.engine.common.Limits;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/// The packets of the interfaces of this network namespace, while they pass (Linux). A batch lends its packets
/// from the kernel's own ring, so nothing is copied.
///
/// Needs `CAP_NET_RAW`, nothing else.
public final class RingSource implements LiveSource {
    // struct tpacket_block_desc
    private static final long PACKETS_IN_BLOCK = 12;
    private static final long FIRST_PACKET = 16;
    // struct tpacket3_hdr
    private static final long NEXT = 0;
    private static final long SECONDS = 4;
    private static final long NANOSECONDS = 8;
    private static final long CAPTURED = 12;
    private static final long LENGTH = 16;
    private static final long PACKET_STATUS = 20;
    private static final long LINK_HEADER = 24;
    private static final long VLAN_TAG = 32;
    private static final long VLAN_PROTOCOL = 36;
    // struct sockaddr_ll, behind it
    private static final long INTERFACE = 48 + 4;
    private static final long HARDWARE_TYPE = 48 + 8;
    private static final long PACKET_TYPE = 48 + 10;

    private static final int HAS_TAG = 0x10;
    private static final int HAS_TAG_PROTOCOL = 0x40;
    private static final short VLAN = (short) 0x8100;
    private static final int TAG_BYTES = 4;
    private static final int MAC_ADDRESSES = 12;
    private static final int OUTGOING = 4;
    private static final int LOOPBACK = 772;
    private static final int SEEN_BEFORE = -2;

    private static final int WAIT_MILLIS = 100;
    private static final long BETWEEN_LOOKS = TimeUnit.SECONDS.toNanos(1);
    // A block is handed over within the time to retire it, give or take a busy processor.
    private static final long SETTLED = TimeUnit.MILLISECONDS.toNanos(250);

    private final PacketRing ring;
    private final Clock clock;
    private final Libc libc = new Libc();
    private final LiveInterfaces interfaces;
    private ChosenInterfaces chosen;
    private CaptureFilter filter;
    private int oneFlowIn = 1;
    private volatile long fewerSince = PacketBatch.NO_TIME;
    private volatile boolean closed;
    private volatile boolean finishing;
    private volatile long packets;
    private volatile long bytes;
    private volatile long passedOver;
    private long looked = System.nanoTime();

    /// Opens the ring; packets are captured from now on.
    ///
    /// @param only names of the interfaces to capture on, such as `eth0`, also ones that come later; empty for
    /// all
    /// @param without names of interfaces to leave out, such as `lo`
    /// @param clock tells how far time has come while nothing is captured; the system's, as packets carry its
    /// time
    /// @throws SystemCallException when the process is not permitted ([SystemCallException#NOT_PERMITTED]) or
    /// memory is short
    public RingSource(
            RingSize size, CaptureFilter filter, Set<String> only, Set<String> without, Limits limits, Clock clock)
            throws SystemCallException {
        this.clock = clock;
        this.filter = filter;
        interfaces = new LiveInterfaces(libc, limits.interfaces());
        chosen = new ChosenInterfaces(libc, only, without);
        ring = new PacketRing(libc, size);
        boolean opened = false;
        try {
            chosen.look();
            attach(filter, chosen);
            ring.open();
            opened = true;
        } finally {
            if (!opened) {
                ring.close();
            }
        }
    }

    @Override
    public synchronized void filter(CaptureFilter other) throws SystemCallException {
        attach(other, chosen);
        filter = other;
    }

    @Override
    public synchronized void interfaces(Set<String> only, Set<String> without) throws SystemCallException {
        ChosenInterfaces other = new ChosenInterfaces(libc, only, without);
        other.look();
        attach(filter, other);
        chosen = other;
    }

    @Override
    public synchronized void sample(int oneIn) throws SystemCallException {
        int before = oneFlowIn;
        oneFlowIn = oneIn;
        boolean attached = false;
        try {
            attach(filter, chosen);
            attached = true;
        } finally {
            if (!attached) {
                oneFlowIn = before;
            }
        }
        if (oneIn > before) {
            fewerSince = nanos(clock.instant());
        }
    }

    @Override
    public synchronized void finish() throws SystemCallException {
        ring.attach(new BpfProgram().keep(0));
        finishing = true;
    }

    private static long nanos(Instant time) {
        return TimeUnit.SECONDS.toNanos(time.getEpochSecond()) + time.getNano();
    }

    private void attach(CaptureFilter by, ChosenInterfaces on) throws SystemCallException {
        ring.attach(on.isNone() ? new BpfProgram().keep(0) : by.program(on.only(), on.without(), oneFlowIn));
    }

    @Override
    public boolean read(PacketBatch batch) throws IOException {
        batch.clear();
        while (!closed) {
            look();
            MemorySegment block = ring.poll();
            if (block.byteSize() > 0) {
                batch.borrow(block, () -> ring.release(block));
                fill(batch, block);
                if (batch.size() > 0) {
                    tellFewer(batch, batch.timestamp(0));
                }
                return true;
            }
            Instant now = clock.instant();
            if (!ring.await(WAIT_MILLIS)) {
                // A block that was being filled has been handed over by now.
                if (finishing) {
                    return false;
                }
                batch.quietUntil(nanos(now) - SETTLED);
                tellFewer(batch, batch.quietUntil());
                return true;
            }
        }
        return false;
    }

    /// Flows that are left out now end where they were: but packets of them may still have been in the ring.
    ///
    /// @param time of the first packet of the batch
    private void tellFewer(PacketBatch batch, long time) {
        long since = fewerSince;
        if (since != PacketBatch.NO_TIME && time > since) {
            batch.blind(since, time);
            fewerSince = PacketBatch.NO_TIME;
        }
    }

    /// Interfaces come and go.
    private void look() throws SystemCallException {
        long now = System.nanoTime();
        if (now - looked > BETWEEN_LOOKS) {
            looked = now;
            synchronized (this) {
                if (chosen.look() && !finishing) {
                    attach(filter, chosen);
                }
            }
        }
    }

    private void fill(PacketBatch batch, MemorySegment block) {
        int count = block.get(JAVA_INT, PACKETS_IN_BLOCK);
        int header = block.get(JAVA_INT, FIRST_PACKET);
        long passed = packets;
        long taken = bytes;
        long over = passedOver;
        for (int i = 0; i < count; i++) {
            int id = interfaceOf(block, header);
            if (id == LiveInterfaces.NONE) {
                over++;
            } else if (id != SEEN_BEFORE) {
                passed++;
                taken += add(batch, block, header, passed, id);
            }
            header += block.get(JAVA_INT, header + NEXT);
        }
        packets = passed;
        bytes = taken;
        passedOver = over;
    }

    /// A packet on the loopback interface comes twice, as sent and as received.
    private int interfaceOf(MemorySegment block, int header) {
        int hardwareType = Short.toUnsignedInt(block.get(JAVA_SHORT, header + HARDWARE_TYPE));
        if (hardwareType == LOOPBACK && block.get(JAVA_BYTE, header + PACKET_TYPE) == OUTGOING) {
            return SEEN_BEFORE;
        }
        return interfaces.id(block.get(JAVA_INT, header + INTERFACE), hardwareType);
    }

    private int add(PacketBatch batch, MemorySegment block, int header, long frame, int id) {
        int offset = header + Short.toUnsignedInt(block.get(JAVA_SHORT, header + LINK_HEADER));
        int captured = block.get(JAVA_INT, header + CAPTURED);
        int length = block.get(JAVA_INT, header + LENGTH);
        if ((block.get(JAVA_INT, header + PACKET_STATUS) & HAS_TAG) != 0 && captured >= MAC_ADDRESSES) {
            putTagBack(block, header, offset);
            offset -= TAG_BYTES;
            captured += TAG_BYTES;
            length += TAG_BYTES;
        }
        long time = TimeUnit.SECONDS.toNanos(Integer.toUnsignedLong(block.get(JAVA_INT, header + SECONDS)))
                + block.get(JAVA_INT, header + NANOSECONDS);
        batch.add(frame, offset, captured, length, time, id, interfaces.linkType(id), -1);
        return captured;
    }

    /// The kernel takes the outer VLAN tag out of the packet; it goes back behind the addresses, as it was on
    /// the wire.
    private static void putTagBack(MemorySegment block, int header, int offset) {
        MemorySegment.copy(block, offset, block, offset - (long) TAG_BYTES, MAC_ADDRESSES);
        boolean known = (block.get(JAVA_INT, header + PACKET_STATUS) & HAS_TAG_PROTOCOL) != 0;
        short protocol = known ? block.get(JAVA_SHORT, header + VLAN_PROTOCOL) : VLAN;
        long tag = offset - (long) TAG_BYTES + MAC_ADDRESSES;
        putBigEndian(block, tag, protocol);
        putBigEndian(block, tag + 2, (short) block.get(JAVA_INT, header + VLAN_TAG));
    }

    private static void putBigEndian(MemorySegment block, long offset, short value) {
        block.set(JAVA_BYTE, offset, (byte) (value >> 8));
        block.set(JAVA_BYTE, offset + 1, (byte) value);
    }

    @Override
    public String format() {
        return "live";
    }

    @Override
    public List<CaptureInterface> interfaces() {
        return interfaces.list();
    }

    /// The kernel's drops are those of the ring; as dropped by the interface count packets of link layers that
    /// Faultline does not know, and of more interfaces than the limit.
    @Override
    public CaptureStatistics statistics() {
        long dropped;
        try {
            dropped = ring.dropped();
        } catch (SystemCallException e) {
            throw new IllegalStateException("the counters of a packet socket cannot be read", e);
        }
        return new CaptureStatistics(packets, bytes, bytes, -1, passedOver, dropped, 0, null, List.of());
    }

    /// Ends the capture; any thread may. A [#read] under way returns soon. Packets of batches that are still
    /// lent may not be looked at any more.
    @Override
    public void close() throws IOException {
        closed = true;
        ring.close();
    }
}
