package dev.faultline.engine.detect;

import dev.faultline.engine.finding.Finding;
import dev.faultline.engine.finding.FindingKind;
import dev.faultline.engine.finding.Severity;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// One TCP connection that a test writes down as what its two ends say.
final class Exchange {
    private static final String CLIENT = "10.0.0.1";
    private static final String SERVER = "10.0.0.2";
    private static final int FIN = 1;
    private static final int SYN = 2;
    private static final int RST = 4;
    private static final int ACK = 16;

    private final Scene scene;
    private final int clientPort;
    private int clientNext = 1000;
    private int serverNext = 5000;
    private int serverAcknowledged = 1000;

    private Exchange(Scene scene, int clientPort) {
        this.scene = scene;
        this.clientPort = clientPort;
    }

    /// A connection whose handshake was captured.
    static Exchange open() {
        return open(new Scene(), 40_000);
    }

    static Exchange open(Scene scene, int clientPort) {
        Exchange exchange = new Exchange(scene, clientPort);
        exchange.segment(true, SYN, 999, 0, "");
        exchange.segment(false, SYN | ACK, 4999, 1000, "");
        exchange.segment(true, ACK, 1000, 5000, "");
        return exchange;
    }

    /// A connection whose beginning was not captured.
    static Exchange midstream() {
        return new Exchange(new Scene(), 40_000);
    }

    Exchange at(double seconds) {
        scene.at(seconds);
        return this;
    }

    Exchange client(String text) {
        segment(true, ACK, clientNext, serverNext, text);
        clientNext += text.length();
        return this;
    }

    Exchange server(String text) {
        serverAcknowledged = clientNext;
        segment(false, ACK, serverNext, clientNext, text);
        serverNext += text.length();
        return this;
    }

    Exchange serverAcknowledges() {
        return server("");
    }

    Exchange clientAcknowledges() {
        return client("");
    }

    /// Bytes of the server that the capture lacks.
    Exchange serverMissing(int bytes) {
        serverNext += bytes;
        return this;
    }

    /// Bytes of the client that the capture lacks.
    Exchange clientMissing(int bytes) {
        clientNext += bytes;
        return this;
    }

    /// Two segments of the server, the second before the first.
    Exchange serverSwapped(String first, String second) {
        segment(false, ACK, serverNext + first.length(), clientNext, second);
        segment(false, ACK, serverNext, clientNext, first);
        serverNext += first.length() + second.length();
        return this;
    }

    /// The last segment of the server once more.
    Exchange serverRepeats(String text) {
        segment(false, ACK, serverNext - text.length(), clientNext, text);
        return this;
    }

    Exchange clientCloses() {
        segment(true, FIN | ACK, clientNext, serverNext, "");
        clientNext++;
        return this;
    }

    Exchange serverCloses() {
        segment(false, FIN | ACK, serverNext, clientNext, "");
        serverNext++;
        return this;
    }

    Exchange serverResets() {
        segment(false, RST | ACK, serverNext, serverAcknowledged, "");
        return this;
    }

    Exchange clientResets() {
        segment(true, RST | ACK, clientNext, serverNext, "");
        return this;
    }

    /// A packet of another flow, to let time pass.
    Exchange later(double seconds) {
        scene.at(seconds).udp("10.9.9.1", 1, "10.9.9.2", 2);
        return this;
    }

    private void segment(boolean fromClient, int flags, int seq, int ack, String text) {
        byte[] payload = text.getBytes(StandardCharsets.ISO_8859_1);
        ByteBuffer tcp = ByteBuffer.allocate(20 + payload.length);
        tcp.putShort((short) (fromClient ? clientPort : 8080)).putShort((short) (fromClient ? 8080 : clientPort));
        tcp.putInt(seq)
                .putInt(ack)
                .put((byte) 0x50)
                .put((byte) flags)
                .putShort((short) 60_000)
                .putInt(0);
        tcp.put(payload);
        scene.packet(scene.ip(fromClient ? CLIENT : SERVER, fromClient ? SERVER : CLIENT, 6, tcp.array()));
    }

    Finding finding(FindingKind kind) {
        return scene.finding(kind);
    }

    /// Kinds of what was found at warning or above, without parent.
    List<FindingKind> troubles() {
        return scene.findings().stream()
                .filter(f -> f.partOf() == null && f.severity().compareTo(Severity.WARNING) >= 0)
                .map(Finding::kind)
                .toList();
    }

    List<Finding> findings() {
        return scene.findings();
    }

    List<FindingKind> kinds() {
        return scene.findings().stream().map(Finding::kind).toList();
    }
}
