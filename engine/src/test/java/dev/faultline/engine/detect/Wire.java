package dev.faultline.engine.detect;

import dev.faultline.engine.finding.Finding;
import dev.faultline.engine.finding.FindingClass;
import dev.faultline.engine.finding.FindingKind;
import dev.faultline.engine.finding.Severity;
import java.util.List;

/// One TCP connection that a test writes down segment by segment: data of the client begins at 100, that of the
/// server at 500. Times are seconds after the beginning of the capture.
final class Wire {
    static final int FIN = 1;
    static final int SYN = 2;
    static final int RST = 4;
    static final int ACK = 16;

    static final String CLIENT = "10.0.0.1";
    static final String SERVER = "10.0.1.2";
    static final int PORT = 80;

    private final Scene scene;
    private int clientPort;

    Wire() {
        this(new Scene(), 40_000);
    }

    Wire(Scene scene, int clientPort) {
        this.scene = scene;
        this.clientPort = clientPort;
    }

    Scene scene() {
        return scene;
    }

    /// The next segments are of a connection from that port.
    Wire from(int port) {
        clientPort = port;
        return this;
    }

    Wire client(double at, int flags, int seq, int ack, int length) {
        scene.at(at).tcp(CLIENT, clientPort, SERVER, PORT, flags, seq, ack, length);
        return this;
    }

    Wire server(double at, int flags, int seq, int ack, int length) {
        scene.at(at).tcp(SERVER, PORT, CLIENT, clientPort, flags, seq, ack, length);
        return this;
    }

    /// The handshake.
    Wire open() {
        return client(0, SYN, 99, 0, 0).server(0.001, SYN | ACK, 499, 100, 0).client(0.002, ACK, 100, 500, 0);
    }

    /// The handshake, and 50 bytes that are answered by 70.
    Wire exchange() {
        return open().client(0.003, ACK, 100, 500, 50)
                .server(0.005, ACK, 500, 150, 70)
                .client(0.006, ACK, 150, 570, 0);
    }

    /// Time passes: a packet of somebody else.
    Wire until(double seconds) {
        scene.at(seconds).udp("10.9.9.1", 1, "10.9.9.2", 2);
        return this;
    }

    List<Finding> findings() {
        return scene.findings();
    }

    Finding finding(FindingKind kind) {
        return scene.finding(kind);
    }

    /// Kinds of what was found at warning or above, without parent; capture's own left out.
    List<FindingKind> troubles() {
        return scene.findings().stream()
                .filter(f -> f.partOf() == null && f.severity().compareTo(Severity.WARNING) >= 0)
                .map(Finding::kind)
                .filter(kind -> kind.findingClass() != FindingClass.CAPTURE)
                .toList();
    }
}
