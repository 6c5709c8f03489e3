package dev.faultline.engine.l7.tls;

import dev.faultline.engine.l7.Dialog;
import dev.faultline.engine.l7.Ending;
import dev.faultline.engine.l7.StreamMemory;
import dev.faultline.engine.tcp.TcpConnection;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// One connection with TLS, read until both ends encrypt.
public final class TlsDialog extends Dialog {
    /// Time for an answer to ClientHello, nanoseconds.
    public static final long PATIENCE = TimeUnit.SECONDS.toNanos(5);

    private static final int CLIENT_HELLO = 1;
    private static final int SERVER_HELLO = 2;
    private static final int WARNING = 1;
    private static final int FATAL = 2;
    private static final int ALERT_LENGTH = 2;
    private static final String HTTP = "HTTP/";

    private final TlsListener listener;
    private final TlsRecords client = new TlsRecords(true);
    private final TlsRecords server = new TlsRecords(false);
    private final HelloBytes clientHello;
    private final HelloBytes serverHello;
    private boolean done;
    private boolean helloSeen;
    private boolean answered;
    private boolean serverSpoke;
    private boolean clientEncrypts;
    private boolean serverEncrypts;
    private boolean alerted;
    private boolean told;
    private long helloTime;

    TlsDialog(TcpConnection connection, StreamMemory memory, TlsListener listener) {
        super(connection, memory);
        this.listener = listener;
        clientHello = new HelloBytes(true, memory);
        serverHello = new HelloBytes(false, memory);
    }

    /// What the client asked for, or null where its ClientHello is not whole.
    public @Nullable Hello clientHello() {
        return clientHello.hello();
    }

    /// What the server chose, or null where its ServerHello has not come.
    public @Nullable Hello serverHello() {
        return serverHello.hello();
    }

    // ------------------------------------------------------------------------------------------------- stream

    @Override
    protected void data(boolean fromClient, MemorySegment bytes, long at, int length) {
        if (!fromClient && !serverSpoke) {
            serverSpoke = true;
            if (helloSeen && isHttp(bytes, at, length)) {
                listener.onPlainAnswer(this);
                done();
                return;
            }
        }
        if (!(fromClient ? client : server).read(bytes, at, length, this)) {
            done();
        }
    }

    private static boolean isHttp(MemorySegment bytes, long at, int length) {
        for (int i = 0; i < HTTP.length(); i++) {
            if (i >= length || TlsRecords.octet(bytes, at + i) != HTTP.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    @Override
    protected void missing(boolean fromClient, int length) {
        (fromClient ? clientHello : serverHello).release();
        if (!(fromClient ? client : server).skip(length)) {
            done();
        }
    }

    @Override
    protected void closed(boolean fromClient) {
        incomplete(fromClient ? Ending.CLIENT_CLOSED : Ending.SERVER_CLOSED);
        done();
    }

    @Override
    protected void reset(boolean byClient) {
        incomplete(byClient ? Ending.CLIENT_RESET : Ending.SERVER_RESET);
    }

    @Override
    protected void timeout() {
        if (!answered) {
            incomplete(Ending.TIMEOUT);
        }
    }

    @Override
    protected void captureEnded() {
        if (!answered) {
            incomplete(Ending.CAPTURE_END);
        }
    }

    // ------------------------------------------------------------------------------------------------ records

    void record(boolean fromClient, int type, int length, int first, int second) {
        switch (type) {
            case TlsRecords.HANDSHAKE -> handshake(fromClient, first);
            case TlsRecords.ALERT -> alert(fromClient, length, first, second);
            case TlsRecords.CHANGE_CIPHER_SPEC, TlsRecords.APPLICATION_DATA -> encrypts(fromClient);
            default -> {}
        }
    }

    void handshakeBytes(boolean fromClient, MemorySegment bytes, long at, int length) {
        (fromClient ? clientHello : serverHello).add(bytes, at, length);
    }

    @Override
    protected void release() {
        clientHello.release();
        serverHello.release();
    }

    private void handshake(boolean fromClient, int type) {
        if (fromClient && type == CLIENT_HELLO && !helloSeen) {
            helloSeen = true;
            helloTime = time();
            wake(PATIENCE);
        } else if (!fromClient && type == SERVER_HELLO) {
            if (told && !answered) {
                listener.onCompletedLate(this, time() - helloTime);
            }
            answered = true;
            listener.onServer(this);
        }
    }

    private void alert(boolean fromClient, int length, int level, int description) {
        boolean encrypts = fromClient ? clientEncrypts : serverEncrypts;
        if (length != ALERT_LENGTH || level != WARNING && level != FATAL || encrypts) {
            return;
        }
        alerted = true;
        if (!fromClient) {
            listener.onServer(this);
        }
        listener.onAlert(this, fromClient, level == FATAL, description);
    }

    private void encrypts(boolean fromClient) {
        clientEncrypts |= fromClient;
        serverEncrypts |= !fromClient;
        if (clientEncrypts && serverEncrypts) {
            done();
        }
    }

    private void incomplete(Ending ending) {
        if (helloSeen && isWhole() && !hasGaps() && !alerted && !told && !clientEncrypts) {
            told = true;
            listener.onIncomplete(this, ending, answered, Math.max(0, time() - helloTime));
        }
    }

    private void done() {
        done = true;
        giveUp();
    }

    boolean isDone() {
        return done;
    }
}
