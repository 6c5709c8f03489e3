package dev.faultline.engine.l7;

import dev.faultline.engine.common.Limits;
import dev.faultline.engine.flow.CaptureClock;
import dev.faultline.engine.flow.TimerWheel;
import dev.faultline.engine.packet.Packet;
import dev.faultline.engine.packet.TcpHeader;
import dev.faultline.engine.tcp.TcpConnection;
import dev.faultline.engine.tcp.TcpContent;
import dev.faultline.engine.tcp.TcpEnd;
import dev.faultline.engine.tcp.TcpObserver;
import dev.faultline.engine.tcp.TcpReset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads the data of TCP connections whose protocol is known by its first bytes. Any other connection is
/// ignored from its first data segment on.
public final class Dialogs implements TcpObserver {
    private final List<Protocol> protocols;
    private final StreamMemory memory;
    private final CaptureClock clock;
    private final TimerWheel<Dialog> timers = new TimerWheel<>(this::expired);

    /// @param protocols in the order in which they are tried
    /// @param clock of the capture, which the caller lets advance before each packet
    public Dialogs(List<Protocol> protocols, Limits limits, CaptureClock clock) {
        this.protocols = List.copyOf(protocols);
        memory = new StreamMemory(limits.reassemblyBytes());
        this.clock = clock;
    }

    /// Lets timers run out; to be called when the clock has advanced.
    public void advance() {
        timers.advance(clock.elapsed());
    }

    @Override
    public void onSegment(TcpConnection connection, TcpEnd sender, Packet packet) {
        TcpContent content = connection.content();
        Dialog dialog = content == null ? begin(connection, sender, packet) : (Dialog) content;
        if (dialog != null) {
            dialog.segment(packet, sender);
            settle(dialog);
        }
    }

    private @Nullable Dialog begin(TcpConnection connection, TcpEnd sender, Packet packet) {
        if (packet.tcp().payloadLength() == 0) {
            return null;
        }
        Protocol protocol = identify(connection, sender, packet);
        if (protocol == null) {
            connection.content(TcpContent.IGNORED);
            return null;
        }
        Dialog dialog = protocol.open(connection, memory);
        connection.content(dialog);
        return dialog;
    }

    private @Nullable Protocol identify(TcpConnection connection, TcpEnd sender, Packet packet) {
        TcpHeader tcp = packet.tcp();
        boolean first = !sender.isSynSent() || tcp.has(TcpHeader.SYN) || tcp.seq() == sender.isn() + 1;
        if (!first || tcp.payloadCaptured() == 0) {
            return null;
        }
        boolean fromClient = connection.isClient(sender);
        for (Protocol protocol : protocols) {
            if (protocol.begins(connection, fromClient, packet.bytes(), tcp.payloadOffset(), tcp.payloadCaptured())) {
                return protocol;
            }
        }
        return null;
    }

    @Override
    public void onReset(TcpReset reset) {
        if (reset.isAccepted() && !reset.repeat() && reset.connection().content() instanceof Dialog dialog) {
            Packet packet = reset.packet();
            dialog.reading(packet.frame(), packet.position(), packet.timestamp());
            dialog.reset(reset.connection().isClient(reset.sender()));
            dialog.giveUp();
            settle(dialog);
        }
    }

    @Override
    public void onEnd(TcpConnection connection, End end, long time) {
        if (connection.content() instanceof Dialog dialog) {
            if (end == End.CAPTURE) {
                dialog.reading(0, -1, time);
                dialog.captureEnded();
            }
            dialog.giveUp();
            settle(dialog);
        }
    }

    private void expired(Dialog dialog) {
        dialog.reading(0, -1, clock.now());
        dialog.timeout();
        settle(dialog);
    }

    private void settle(Dialog dialog) {
        if (dialog.isOver()) {
            timers.stop(dialog);
            dialog.finish();
            dialog.connection().content(TcpContent.IGNORED);
            return;
        }
        long delay = dialog.takeWake();
        if (delay > 0) {
            timers.arm(dialog, clock.elapsed() + delay);
        }
    }
}
