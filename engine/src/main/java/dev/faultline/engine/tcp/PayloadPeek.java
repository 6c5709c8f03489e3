package dev.faultline.engine.tcp;

import dev.faultline.engine.packet.Packet;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// Looks at the first bytes of a stream.
final class PayloadPeek {
    private static final int TLS_HEADERS = 6;
    private static final int HANDSHAKE_RECORD = 22;
    private static final int MAJOR_VERSION = 3;
    private static final int CLIENT_HELLO = 1;
    private static final int SERVER_HELLO = 2;

    private PayloadPeek() {}

    /// What the payload of `packet`, which has one, looks like.
    static Payload of(Packet packet) {
        if (packet.tcp().payloadCaptured() < TLS_HEADERS) {
            return Payload.OTHER;
        }
        MemorySegment bytes = packet.bytes();
        long at = packet.tcp().payloadOffset();
        if (bytes.get(ValueLayout.JAVA_BYTE, at) != HANDSHAKE_RECORD
                || bytes.get(ValueLayout.JAVA_BYTE, at + 1) != MAJOR_VERSION) {
            return Payload.OTHER;
        }
        return switch (bytes.get(ValueLayout.JAVA_BYTE, at + 5)) {
            case CLIENT_HELLO -> Payload.TLS_CLIENT_HELLO;
            case SERVER_HELLO -> Payload.TLS_SERVER_HELLO;
            default -> Payload.OTHER;
        };
    }
}
