package dev.faultline.engine.l7.dns;

import dev.faultline.engine.common.IpAddress;
import dev.faultline.engine.packet.Packet;
import dev.faultline.engine.packet.TcpHeader;
import dev.faultline.engine.packet.UdpHeader;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// Reads names of addresses from what DNS servers answer: A and AAAA records (RFC 1035, section 3.4.1; RFC
/// 3596, section 2.2). All records of an answer are taken for the name asked for, as those of other names are
/// reached from it by CNAMEs. Costs packets that are no answers next to nothing.
public final class DnsAnswers {
    private static final int PORT = 53;
    /// Length of a message, over TCP.
    private static final int PREFIX = 2;

    private static final int TYPE_A = 1;
    private static final int TYPE_AAAA = 28;
    private static final int CLASS_IN = 1;
    private static final int POINTER = 0xc0;
    /// Type, class, time to live, length of data.
    private static final int FIXED = 10;
    private static final int MOST_RECORDS = 64;

    private final AddressListener listener;
    private final DnsMessage message = new DnsMessage();

    public DnsAnswers(AddressListener listener) {
        this.listener = listener;
    }

    /// Takes in any packet.
    public void accept(Packet packet) {
        if (packet.isUdp() && packet.udp().srcPort() == PORT) {
            UdpHeader udp = packet.udp();
            read(packet, udp.payloadOffset(), udp.payloadCaptured(), udp.payloadLength());
        } else if (packet.isTcp() && packet.tcp().srcPort() == PORT) {
            readStream(packet, packet.tcp());
        }
    }

    /// Over TCP each message has its length before it (RFC 1035, section 4.2.2). Of those that begin in one
    /// segment and end in the next, what the first one has is read.
    private void readStream(Packet packet, TcpHeader tcp) {
        int captured = tcp.payloadCaptured();
        for (int from = 0; from + PREFIX <= captured; ) {
            long at = (long) tcp.payloadOffset() + from;
            int length = number(packet.bytes(), at);
            if (!read(packet, at + PREFIX, Math.min(length, captured - from - PREFIX), length)) {
                return;
            }
            from += PREFIX + length;
        }
    }

    /// @return whether it is a DNS message
    private boolean read(Packet packet, long at, int captured, int length) {
        if (!message.read(packet.bytes(), at, captured, length)) {
            return false;
        }
        if (message.isResponse() && message.rcode() == DnsMessage.NO_ERROR && message.answers() > 0) {
            int records = Math.min(message.answers(), MOST_RECORDS);
            readRecords(packet.bytes(), at, captured, records, packet.timestamp());
        }
        return true;
    }

    private void readRecords(MemorySegment bytes, long at, int captured, int records, long time) {
        String name = message.name();
        int from = message.questionEnd();
        for (int i = 0; i < records; i++) {
            from = skipName(bytes, at, from, captured);
            if (from < 0 || from + FIXED > captured) {
                return;
            }
            int length = number(bytes, at + from + 8);
            int data = from + FIXED;
            if (data + length > captured) {
                return;
            }
            if (number(bytes, at + from + 2) == CLASS_IN) {
                readAddress(bytes, at + data, number(bytes, at + from), length, name, time);
            }
            from = data + length;
        }
    }

    private void readAddress(MemorySegment bytes, long at, int type, int length, String name, long time) {
        if (type == TYPE_A && length == 4) {
            listener.onAddress(name, IpAddress.v4((int) bits(bytes, at, 4)), time);
        } else if (type == TYPE_AAAA && length == 16) {
            listener.onAddress(name, IpAddress.v6(bits(bytes, at, 8), bits(bytes, at + 8, 8)), time);
        }
    }

    /// @return what comes after the name; negative when it does not end
    private static int skipName(MemorySegment bytes, long at, int from, int captured) {
        int next = from;
        while (next < captured) {
            int label = bytes.get(ValueLayout.JAVA_BYTE, at + next) & 0xff;
            if (label == 0) {
                return next + 1;
            }
            if (label >= POINTER) {
                return next + 2;
            }
            next += 1 + label;
        }
        return -1;
    }

    private static int number(MemorySegment bytes, long at) {
        return (int) bits(bytes, at, 2);
    }

    private static long bits(MemorySegment bytes, long at, int count) {
        long bits = 0;
        for (int i = 0; i < count; i++) {
            bits = bits << 8 | bytes.get(ValueLayout.JAVA_BYTE, at + i) & 0xff;
        }
        return bits;
    }
}
