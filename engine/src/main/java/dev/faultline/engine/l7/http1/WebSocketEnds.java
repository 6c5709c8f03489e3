package dev.faultline.engine.l7.http1;

import dev.faultline.engine.common.Endpoint;
import dev.faultline.engine.common.SequenceNumber;
import dev.faultline.engine.finding.Blame;
import dev.faultline.engine.finding.Evidence;
import dev.faultline.engine.finding.FindingKind;
import dev.faultline.engine.finding.Severity;
import dev.faultline.engine.l7.ExchangeDialog;
import dev.faultline.engine.l7.ReportedError;
import dev.faultline.engine.l7.websocket.CloseCodes;
import dev.faultline.engine.l7.websocket.WebSocketListener;
import dev.faultline.engine.tcp.TcpConnection;
import dev.faultline.engine.tcp.TcpEnd;
import java.util.concurrent.TimeUnit;

/// The two ends of a WebSocket: how they close, and whether they answer pings.
final class WebSocketEnds implements WebSocketListener {
    private final Http1Dialog dialog;
    private final Ping byClient = new Ping();
    private final Ping byServer = new Ping();
    private boolean closing;

    /// The first ping since which the other end has sent nothing.
    private static final class Ping {
        private boolean waits;
        private boolean told;
        private long time;
        private long frame;
        private long position;
    }

    WebSocketEnds(Http1Dialog dialog) {
        this.dialog = dialog;
    }

    // -------------------------------------------------------------------------------------------------- pings

    /// An end sends something: it is there.
    void heard(boolean client) {
        (client ? byServer : byClient).waits = false;
    }

    @Override
    public void ping(boolean fromClient) {
        Ping ping = fromClient ? byClient : byServer;
        if (!ping.waits) {
            ping.waits = true;
            ping.time = dialog.time();
            ping.frame = dialog.frame();
            ping.position = dialog.position();
            dialog.wakeIn(ExchangeDialog.PATIENCE);
        }
    }

    /// Time may be up for a ping. What the network lost it tells itself: only an end that has received the ping
    /// is silent.
    void timeout() {
        timeout(true);
        timeout(false);
    }

    private void timeout(boolean fromClient) {
        Ping ping = fromClient ? byClient : byServer;
        if (!ping.waits || closing) {
            return;
        }
        long left = ping.time + ExchangeDialog.PATIENCE - dialog.time();
        if (left > 0) {
            dialog.wakeIn(left);
        } else if (!ping.told && hasArrived(fromClient) && dialog.isCertain()) {
            ping.told = true;
            Blame silent = fromClient ? Blame.DST : Blame.SRC;
            String patience = Long.toString(TimeUnit.NANOSECONDS.toSeconds(ExchangeDialog.PATIENCE));
            ReportedError error = new ReportedError(
                    FindingKind.WEBSOCKET_PING_UNANSWERED,
                    Severity.WARNING,
                    silent,
                    fromClient ? 1 : 2,
                    patience,
                    patience);
            dialog.tell(error.by(end(!fromClient)).since(new Evidence(ping.frame, ping.position)));
        }
    }

    private boolean hasArrived(boolean fromClient) {
        TcpConnection connection = dialog.connection();
        TcpEnd sender = fromClient ? connection.clientEnd() : connection.serverEnd();
        return SequenceNumber.atOrAfter(connection.peer(sender).lastAck(), sender.next());
    }

    // -------------------------------------------------------------------------------------------------- close

    /// The first Close frame says why; the other end only repeats its code.
    @Override
    public void close(boolean fromClient, int code) {
        if (closing) {
            return;
        }
        closing = true;
        if (code == CloseCodes.NO_STATUS || CloseCodes.isSendable(code)) {
            tellClose(fromClient, code);
        } else {
            dialog.tellSenselessClose(fromClient);
        }
    }

    private void tellClose(boolean byClientEnd, int code) {
        Severity severity = CloseCodes.severity(byClientEnd, code);
        if (severity == null) {
            return;
        }
        Blame sender = byClientEnd ? Blame.SRC : Blame.DST;
        Blame blame = CloseCodes.isOwnFault(code) ? sender : Blame.UNKNOWN;
        dialog.tell(new ReportedError(
                        FindingKind.WEBSOCKET_CLOSE,
                        severity,
                        blame,
                        code,
                        Integer.toString(code),
                        CloseCodes.name(code))
                .by(end(byClientEnd)));
    }

    private Endpoint end(boolean client) {
        TcpConnection connection = dialog.connection();
        return client ? connection.client() : connection.server();
    }

    /// An end has closed the connection.
    ///
    /// @param cut whether it did so in the middle of a message, which is told of itself
    void closed(boolean client, boolean cut) {
        if (!client && !closing && !cut && dialog.isCertain()) {
            tellClose(false, CloseCodes.ABNORMAL);
        }
        closing = true;
    }

    @Override
    public void malformed(boolean fromClient, String what, long offset) {
        dialog.malformedFrame(fromClient, what, offset);
    }

    @Override
    public boolean isDone() {
        return dialog.isDone();
    }
}
