package dev.faultline.engine.l7.amqp;

import dev.faultline.engine.finding.Blame;
import dev.faultline.engine.finding.Evidence;
import dev.faultline.engine.finding.FindingKind;
import dev.faultline.engine.finding.Severity;
import dev.faultline.engine.l7.ExchangeDialog;
import dev.faultline.engine.l7.ExchangeListener;
import dev.faultline.engine.l7.MessageReader;
import dev.faultline.engine.l7.Octets;
import dev.faultline.engine.l7.ReportedError;
import dev.faultline.engine.l7.StreamMemory;
import dev.faultline.engine.l7.Transaction;
import dev.faultline.engine.tcp.TcpConnection;
import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// One connection with AMQP. Only methods that are answered are paired, on each channel by itself; what is
/// published and delivered goes one way.
final class AmqpDialog extends ExchangeDialog {
    private static final int FIRST_ERROR = 300;
    private static final int SERVER_ERROR = 320;
    private static final int MOST_CHANNELS = 2048;

    private final MessageReader client;
    private final MessageReader server;
    private final Map<Integer, Deque<Call>> calls = new HashMap<>();
    private int version;
    private final Pulse clientPulse = new Pulse();
    private final Pulse serverPulse = new Pulse();
    private long silence;

    /// When an end was heard last, and by which packet.
    private static final class Pulse {
        private long time;
        private long frame;
        private long position;
        private boolean missed;
    }

    private record Call(int method, Transaction request) {}

    AmqpDialog(TcpConnection connection, StreamMemory memory, ExchangeListener listener) {
        super(connection, memory, Amqp.NAME, listener);
        client = new MessageReader(new AmqpFrames(this, true), memory);
        server = new MessageReader(new AmqpFrames(this, false), memory);
        readers(client, server);
    }

    @Override
    protected boolean isInOrder() {
        return false;
    }

    // ------------------------------------------------------------------------------------------------- frames

    /// A header of the protocol came: from a client, the version that it wants; from a server that does not
    /// speak that one, the version that it speaks.
    void header(boolean fromClient, int named) {
        if (fromClient) {
            version = named;
            return;
        }
        if (named != version) {
            tell(FindingKind.AMQP_VERSION_MISMATCH, Severity.ERROR, Blame.SRC, 0, "");
            goodbye();
        }
        finished();
    }

    void endMissing(boolean fromClient) {
        MessageReader reader = fromClient ? client : server;
        malformed(fromClient, AmqpTexts.VARIANT_END, reader.offset());
    }

    void method(boolean fromClient, int channel, int method, MemorySegment bytes, long at, int available) {
        switch (method) {
            case AmqpMethod.CONNECTION_START -> confirmed();
            case AmqpMethod.CONNECTION_TUNE_OK -> {
                if (available >= 8) {
                    heartbeats(Octets.u16(bytes, at + 6));
                }
            }
            case AmqpMethod.CONNECTION_CLOSE, AmqpMethod.CHANNEL_CLOSE ->
                close(fromClient, channel, method, bytes, at, available);
            default -> {}
        }
        if (fromClient) {
            call(channel, method, bytes, at, available);
        } else {
            answer(channel, method);
        }
    }

    private void call(int channel, int method, MemorySegment bytes, long at, int available) {
        String name = AmqpMethod.name(method);
        if (name.isEmpty() || AmqpMethod.isNoWait(method, bytes, at, available)) {
            return;
        }
        if (calls.size() >= MOST_CHANNELS) {
            finished();
            return;
        }
        calls.computeIfAbsent(channel, c -> new ArrayDeque<>(1)).add(new Call(method, asked(name, null, PATIENCE)));
    }

    private void answer(int channel, int method) {
        Deque<Call> ofChannel = calls.get(channel);
        Call call = ofChannel == null ? null : ofChannel.peek();
        if (ofChannel != null && call != null && AmqpMethod.answers(method, call.method)) {
            ofChannel.remove();
            answered(call.request);
        }
    }

    private void close(boolean fromClient, int channel, int method, MemorySegment bytes, long at, int available) {
        Deque<Call> ofChannel = calls.remove(channel);
        Call call = ofChannel == null ? null : ofChannel.peek();
        if (ofChannel != null) {
            ofChannel.forEach(dropped -> answered(dropped.request));
        }
        if (method == AmqpMethod.CONNECTION_CLOSE) {
            calls.clear();
            goodbye();
        }
        int code = available >= 2 ? Octets.u16(bytes, at) : 0;
        if (code >= FIRST_ERROR) {
            boolean bad = code == SERVER_ERROR || code >= 500;
            report(
                    call == null ? null : call.request,
                    new ReportedError(
                            FindingKind.AMQP_CLOSE,
                            bad ? Severity.ERROR : Severity.WARNING,
                            fromClient ? Blame.SRC : code == SERVER_ERROR || code == 541 ? Blame.DST : Blame.UNKNOWN,
                            code,
                            Integer.toString(code),
                            AmqpMethod.reason(code)));
        }
    }

    private void tell(FindingKind kind, Severity severity, Blame blame, int number, String code) {
        report(null, new ReportedError(kind, severity, blame, number, code, code));
    }

    // --------------------------------------------------------------------------------------------- heartbeats

    private void heartbeats(int seconds) {
        if (seconds > 0 && isSure()) {
            silence = TimeUnit.SECONDS.toNanos(2L * seconds);
            clientPulse.time = time();
            serverPulse.time = time();
            wake(Math.min(PATIENCE, silence / 2));
        }
    }

    void heard(boolean fromClient) {
        Pulse pulse = fromClient ? clientPulse : serverPulse;
        pulse.time = time();
        pulse.frame = frame();
        pulse.position = position();
    }

    /// Each end is to send something at least once an interval; after two it counts as gone (AMQP 0-9-1,
    /// section 4.2.7).
    @Override
    protected void timeout() {
        super.timeout();
        if (silence == 0) {
            return;
        }
        feel(clientPulse, Blame.SRC, 0);
        feel(serverPulse, Blame.DST, 1);
        wake(Math.min(PATIENCE, silence / 2));
    }

    private void feel(Pulse pulse, Blame blame, int number) {
        if (pulse.missed || time() - pulse.time <= silence) {
            return;
        }
        pulse.missed = true;
        if (isSure()) {
            String interval = Long.toString(TimeUnit.NANOSECONDS.toSeconds(silence / 2));
            report(
                    null,
                    new ReportedError(
                                    FindingKind.AMQP_HEARTBEAT_MISSED,
                                    Severity.ERROR,
                                    blame,
                                    number,
                                    interval,
                                    interval)
                            .since(new Evidence(pulse.frame, pulse.position)));
        }
    }
}
