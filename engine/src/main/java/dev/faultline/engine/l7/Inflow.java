package dev.faultline.engine.l7;

import dev.faultline.engine.common.SequenceNumber;
import dev.faultline.engine.packet.Packet;
import dev.faultline.engine.packet.TcpHeader;
import dev.faultline.engine.tcp.TcpEnd;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;

/// Puts the data of one direction in order. What comes in order is passed on where it lies; only what comes too
/// early is copied, within [StreamMemory].
final class Inflow {
    private static final int MOST_EARLY = 64;

    private final boolean fromClient;
    private final StreamMemory memory;
    private final List<Early> early = new ArrayList<>(0);
    private boolean begun;
    private boolean closed;
    private int next;

    /// A segment that came before what precedes it.
    private static final class Early {
        final int seq;
        final int length;
        final boolean fin;
        final long frame;
        final long position;
        final long time;
        final byte[] bytes;

        Early(Packet packet, int seq) {
            TcpHeader tcp = packet.tcp();
            this.seq = seq;
            length = tcp.payloadLength();
            fin = tcp.has(TcpHeader.FIN);
            frame = packet.frame();
            position = packet.position();
            time = packet.timestamp();
            bytes = new byte[tcp.payloadCaptured()];
            MemorySegment.copy(packet.bytes(), ValueLayout.JAVA_BYTE, tcp.payloadOffset(), bytes, 0, bytes.length);
        }
    }

    Inflow(boolean fromClient, StreamMemory memory) {
        this.fromClient = fromClient;
        this.memory = memory;
    }

    /// Takes in a segment with data or FIN.
    void accept(Dialog dialog, Packet packet, TcpEnd sender, TcpEnd receiver) {
        TcpHeader tcp = packet.tcp();
        int seq = tcp.seq() + (tcp.has(TcpHeader.SYN) ? 1 : 0);
        if (!begun) {
            begun = true;
            next = sender.isSynSent() ? sender.isn() + 1 : seq;
        }
        if (SequenceNumber.after(seq, next)) {
            keep(dialog, packet, seq);
        } else {
            dialog.reading(packet.frame(), packet.position(), packet.timestamp());
            pass(dialog, packet.bytes(), tcp.payloadOffset(), seq, tcp.payloadLength(), tcp.payloadCaptured());
            close(dialog, tcp.has(TcpHeader.FIN), seq + tcp.payloadLength());
        }
        drain(dialog, receiver);
    }

    private void pass(Dialog dialog, MemorySegment bytes, long at, int seq, int length, int captured) {
        int known = SequenceNumber.distance(seq, next);
        if (known >= length || closed) {
            return;
        }
        next = seq + length;
        if (captured > known) {
            dialog.data(fromClient, bytes, at + known, captured - known);
        }
        int cut = length - Math.max(captured, known);
        if (cut > 0 && !dialog.isOver()) {
            dialog.missing(fromClient, cut);
        }
    }

    private void close(Dialog dialog, boolean fin, int at) {
        if (fin && !closed && at == next && !dialog.isOver()) {
            closed = true;
            dialog.closed(fromClient);
        }
    }

    private void keep(Dialog dialog, Packet packet, int seq) {
        if (early.size() == MOST_EARLY || !memory.take(packet.tcp().payloadCaptured())) {
            dialog.giveUp();
            return;
        }
        early.add(new Early(packet, seq));
    }

    /// The receiver has spoken: what it acknowledges and the capture lacks will not come any more.
    void acknowledged(Dialog dialog, TcpEnd receiver) {
        drain(dialog, receiver);
    }

    /// Passes on what is due, and steps over what was acknowledged but never captured.
    private void drain(Dialog dialog, TcpEnd receiver) {
        while (!early.isEmpty() && !dialog.isOver()) {
            int index = first();
            Early segment = early.get(index);
            boolean due = SequenceNumber.atOrBefore(segment.seq, next);
            boolean missed = receiver.isAckKnown() && SequenceNumber.atOrAfter(receiver.lastAck(), segment.seq);
            if (!due && !missed) {
                return;
            }
            early.remove(index);
            memory.give(segment.bytes.length);
            dialog.reading(segment.frame, segment.position, segment.time);
            if (!due) {
                int gap = SequenceNumber.distance(next, segment.seq);
                next = segment.seq;
                dialog.missing(fromClient, gap);
            }
            if (!dialog.isOver()) {
                MemorySegment bytes = MemorySegment.ofArray(segment.bytes);
                pass(dialog, bytes, 0, segment.seq, segment.length, segment.bytes.length);
                close(dialog, segment.fin, segment.seq + segment.length);
            }
        }
    }

    private int first() {
        int first = 0;
        for (int i = 1; i < early.size(); i++) {
            if (SequenceNumber.before(early.get(i).seq, early.get(first).seq)) {
                first = i;
            }
        }
        return first;
    }

    void release() {
        for (Early segment : early) {
            memory.give(segment.bytes.length);
        }
        early.clear();
    }
}
