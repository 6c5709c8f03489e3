package dev.faultline.engine.l7.amqp;

import dev.faultline.engine.l7.Framing;
import dev.faultline.engine.l7.Octets;
import java.lang.foreign.MemorySegment;

/// The frames of one direction: type, channel, size, payload, and an octet that ends them.
final class AmqpFrames extends Framing<AmqpDialog> {
    static final int METHOD = 1;
    static final int HEARTBEAT = 8;
    private static final int HEADER = 7;
    private static final int END = 0xce;
    private static final int LARGEST = 1 << 24;
    private static final int KEPT = 600;

    private final boolean fromClient;
    private boolean header;
    private boolean inHeader;

    AmqpFrames(AmqpDialog dialog, boolean fromClient) {
        super(dialog, fromClient, AmqpTexts.VARIANT_FRAME);
        this.fromClient = fromClient;
        header = fromClient;
    }

    @Override
    public int header() {
        return header ? Amqp.HEADER : HEADER;
    }

    @Override
    public long length(MemorySegment bytes, long at) {
        if (header || !fromClient && Octets.is(bytes, at, HEADER, Amqp.NAME)) {
            return Amqp.HEADER;
        }
        int type = Octets.u8(bytes, at);
        int size = Octets.i32(bytes, at + 3);
        boolean known = type >= METHOD && type <= 3 || type == HEARTBEAT;
        return known && size >= 0 && size <= LARGEST ? HEADER + (long) size + 1 : MALFORMED;
    }

    @Override
    public int kept(MemorySegment bytes, long at, long length) {
        return Octets.u8(bytes, at) == METHOD ? KEPT : (int) Math.min(length, Amqp.HEADER);
    }

    @Override
    public void begins(MemorySegment bytes, long at, int available, long length) {
        inHeader = header || !fromClient && available == Amqp.HEADER && Octets.is(bytes, at, available, Amqp.NAME);
        if (inHeader) {
            header = false;
            dialog.header(fromClient, Octets.i32(bytes, at + 4));
            return;
        }
        dialog.heard(fromClient);
        if (Octets.u8(bytes, at) == METHOD && available >= HEADER + 4) {
            int method = Octets.i32(bytes, at + HEADER);
            int channel = Octets.u16(bytes, at + 1);
            dialog.method(fromClient, channel, method, bytes, at + HEADER + 4, available - HEADER - 4);
        }
    }

    @Override
    public void ends(int last) {
        if (!inHeader && last != END) {
            dialog.endMissing(fromClient);
        }
    }
}
