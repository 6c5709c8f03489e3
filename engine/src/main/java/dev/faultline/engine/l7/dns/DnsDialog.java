package dev.faultline.engine.l7.dns;

import dev.faultline.engine.l7.Dialog;
import dev.faultline.engine.l7.StreamMemory;
import dev.faultline.engine.tcp.TcpConnection;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// One connection with DNS: messages with their length before each (RFC 1035, section 4.2.2).
final class DnsDialog extends Dialog {
    private final DnsTracker tracker;
    private final Side client = new Side();
    private final Side server = new Side();

    /// What one end is in the middle of sending. Of a message its beginning is kept, with header and question.
    private static final class Side {
        private static final int PREFIX = 2;
        private static final int KEPT = 300;
        private final byte[] bytes = new byte[KEPT];
        private int done;
        private int length;
    }

    DnsDialog(TcpConnection connection, StreamMemory memory, DnsTracker tracker) {
        super(connection, memory);
        this.tracker = tracker;
    }

    @Override
    protected void data(boolean fromClient, MemorySegment bytes, long at, int length) {
        Side side = fromClient ? client : server;
        for (int n = 0; n < length; ) {
            if (side.done < Side.PREFIX) {
                side.length = side.length << 8 | bytes.get(ValueLayout.JAVA_BYTE, at + n) & 0xff;
                side.done++;
                n++;
            } else {
                n += body(side, bytes, at + n, length - n);
            }
            if (side.done == Side.PREFIX && side.length < DnsMessage.HEADER) {
                giveUp();
                return;
            }
        }
    }

    private int body(Side side, MemorySegment bytes, long at, int available) {
        int have = side.done - Side.PREFIX;
        int n = Math.min(available, side.length - have);
        int kept = Math.min(n, Side.KEPT - have);
        if (kept > 0) {
            MemorySegment.copy(bytes, ValueLayout.JAVA_BYTE, at, side.bytes, have, kept);
        }
        side.done += n;
        if (have + n == side.length) {
            messageEnd(side);
        }
        return n;
    }

    private void messageEnd(Side side) {
        MemorySegment kept = MemorySegment.ofArray(side.bytes).asSlice(0, Math.min(side.length, Side.KEPT));
        tracker.accept(connection(), kept, side.length, time(), frame(), position());
        side.done = 0;
        side.length = 0;
    }

    @Override
    protected void missing(boolean fromClient, int length) {
        giveUp();
    }

    @Override
    protected void closed(boolean fromClient) {}

    @Override
    protected void reset(boolean byClient) {}

    @Override
    protected void timeout() {}

    @Override
    protected void captureEnded() {}
}
