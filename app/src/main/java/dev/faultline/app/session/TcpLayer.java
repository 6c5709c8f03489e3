package dev.faultline.app.session;

import dev.faultline.engine.packet.Packet;
import dev.faultline.engine.packet.TcpHeader;
import java.util.List;

/// The fields of a TCP header (RFC 9293, section 3.1) and its options.
final class TcpLayer {
    private static final int FIXED = 20;
    private static final int END = 0;
    private static final int NO_OPERATION = 1;

    private final PacketBytes bytes;
    private final TcpHeader tcp;
    private final int at;

    private TcpLayer(Packet packet, PacketBytes bytes) {
        this.bytes = bytes;
        tcp = packet.tcp();
        at = tcp.payloadOffset() - tcp.headerLength();
    }

    /// The TCP layer of a packet that has one.
    static PacketField of(Packet packet, PacketBytes bytes, PacketLines lines) {
        TcpLayer layer = new TcpLayer(packet, bytes);
        FieldList fields = new FieldList(bytes);
        layer.header(fields, lines, lines.direction(packet));
        return fields.layer(
                "packet.tcp",
                layer.tcp.srcPort() + " → " + layer.tcp.dstPort() + " [" + FlagNames.of(layer.tcp.flags()) + "]",
                layer.at,
                layer.tcp.headerLength());
    }

    private void header(FieldList fields, PacketLines lines, PacketLine.Direction direction) {
        fields.add("packet.sourcePort", tcp.srcPort(), at, 2);
        fields.add("packet.destinationPort", tcp.dstPort(), at + 2, 2);
        long seq = Integer.toUnsignedLong(tcp.seq());
        long ack = Integer.toUnsignedLong(tcp.ack());
        fields.add("packet.tcp.seq", number(lines.sequence(direction, tcp), seq), at + 4, 4);
        fields.add(
                "packet.tcp.ack",
                tcp.has(TcpHeader.ACK) ? number(lines.acknowledgment(direction, tcp), ack) : Long.toString(ack),
                at + 8,
                4);
        fields.add("packet.ip.headerLength", tcp.headerLength(), at + 12, 1);
        fields.add("packet.tcp.flags", FlagNames.of(tcp.flags()), at + 13, 1);
        fields.add("packet.tcp.window", tcp.window(), at + 14, 2);
        fields.hex("packet.checksum", tcp.checksum(), at + 16, 2);
        if (bytes.has(at + 18, 2)) {
            fields.add("packet.tcp.urgent", bytes.u16(at + 18), at + 18, 2);
        }
        int options = tcp.headerLength() - FIXED;
        if (options > 0) {
            fields.add("packet.options", options, at + FIXED, options, options(at + FIXED, at + tcp.headerLength()));
        }
    }

    private static String number(long relative, long raw) {
        return relative == raw ? Long.toString(raw) : relative + " (" + raw + ")";
    }

    private List<PacketField> options(int from, int to) {
        FieldList fields = new FieldList(bytes);
        int offset = from;
        while (offset < to && bytes.has(offset, 1)) {
            int kind = bytes.u8(offset);
            boolean single = kind == END || kind == NO_OPERATION;
            int length = single ? 1 : bytes.has(offset, 2) ? bytes.u8(offset + 1) : 0;
            if (length < 1 || !single && length < 2 || offset + length > to || !bytes.has(offset, length)) {
                break;
            }
            option(fields, kind, offset, length);
            offset = kind == END ? to : offset + length;
        }
        return fields.list();
    }

    /// One option (IANA's TCP option kinds).
    private void option(FieldList fields, int kind, int offset, int length) {
        switch (kind) {
            case END -> fields.add("packet.tcp.option.end", "", offset, length);
            case NO_OPERATION -> fields.add("packet.tcp.option.nop", "", offset, length);
            case 2 -> fields.add("packet.tcp.option.mss", length == 4 ? bytes.u16(offset + 2) : "", offset, length);
            case 3 -> fields.add("packet.tcp.option.scale", length == 3 ? bytes.u8(offset + 2) : "", offset, length);
            case 4 -> fields.add("packet.tcp.option.sackPermitted", "", offset, length);
            case 5 -> fields.add("packet.tcp.option.sack", (length - 2) / 8, offset, length);
            case 8 ->
                fields.add(
                        "packet.tcp.option.timestamps",
                        length == 10 ? unsigned(offset + 2) + ", " + unsigned(offset + 6) : "",
                        offset,
                        length);
            default -> fields.add("packet.tcp.option.other", kind, offset, length);
        }
    }

    private long unsigned(int offset) {
        return Integer.toUnsignedLong(bytes.i32(offset));
    }
}
