package dev.faultline.engine.l7.tls;

import dev.faultline.engine.l7.Octets;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a ClientHello asks for, or a ServerHello chooses (RFC 8446, sections 4.1.2 and 4.1.3).
///
/// @param serverName that the client wants (RFC 6066, section 3), or null
/// @param protocols offered, or the one chosen (ALPN, RFC 7301), with commas; or null
/// @param version the newest that is offered, or the one chosen, such as `TLS 1.3`; or null
public record Hello(
        @Nullable String serverName,
        @Nullable String protocols,
        @Nullable String version) {

    private static final int SERVER_NAME = 0;
    private static final int PROTOCOLS = 16;
    private static final int VERSIONS = 43;
    private static final int HEADER = 4;
    private static final int RANDOM = 32;
    private static final int MOST_PROTOCOLS = 8;
    private static final int LONGEST_NAME = 253;
    private static final int LONGEST_PROTOCOL = 32;
    private static final int OLDEST = 0x0300;
    private static final int NEWEST = 0x0304;

    /// Reads a whole message; what is cut or makes no sense is left out.
    static Hello of(MemorySegment message, boolean fromClient) {
        return new Reading(message, fromClient).hello();
    }

    private static final class Reading {
        private final MemorySegment message;
        private final boolean fromClient;
        private @Nullable String name;
        private @Nullable String protocols;
        private int version;

        Reading(MemorySegment message, boolean fromClient) {
            this.message = message;
            this.fromClient = fromClient;
        }

        Hello hello() {
            int end = (int) message.byteSize();
            int at = HEADER;
            if (at + 2 + RANDOM <= end) {
                version = known(u16(at));
                at += 2 + RANDOM;
                at = fromClient ? after(after(after(at, 1), 2), 1) : after(at, 1) + 3;
                if (at + 2 <= end) {
                    extensions(at + 2, Math.min(end, at + 2 + u16(at)));
                }
            }
            return new Hello(name, protocols, version == 0 ? null : version(version));
        }

        /// Where a vector with a length of so many octets ends; beyond the message where it is cut.
        private int after(int at, int octets) {
            if (at + octets > message.byteSize()) {
                return Integer.MAX_VALUE / 2;
            }
            return at + octets + (octets == 1 ? u8(at) : u16(at));
        }

        private void extensions(int from, int end) {
            int at = from;
            while (at + HEADER <= end) {
                int type = u16(at);
                int begin = at + HEADER;
                at = begin + u16(at + 2);
                if (at > end) {
                    return;
                }
                switch (type) {
                    case SERVER_NAME -> serverName(begin, at);
                    case PROTOCOLS -> protocols(begin, at);
                    case VERSIONS -> versions(begin, at);
                    default -> {}
                }
            }
        }

        private void serverName(int at, int end) {
            if (at + 5 > end || u8(at + 2) != 0) {
                return;
            }
            int length = u16(at + 3);
            if (at + 5 + length <= end && length <= LONGEST_NAME) {
                name = word(at + 5, length);
            }
        }

        private void protocols(int from, int end) {
            List<String> all = new ArrayList<>(2);
            int at = from + 2;
            while (at < end && all.size() < MOST_PROTOCOLS) {
                int length = u8(at);
                if (length == 0 || length > LONGEST_PROTOCOL || at + 1 + length > end) {
                    break;
                }
                String protocol = word(at + 1, length);
                if (protocol != null) {
                    all.add(protocol);
                }
                at += 1 + length;
            }
            protocols = all.isEmpty() ? null : String.join(", ", all);
        }

        private void versions(int from, int end) {
            if (!fromClient) {
                version = from + 2 <= end && known(u16(from)) != 0 ? u16(from) : version;
                return;
            }
            int newest = 0;
            for (int at = from + 1; at + 2 <= end; at += 2) {
                newest = Math.max(newest, known(u16(at)));
            }
            version = newest == 0 ? version : newest;
        }

        private static int known(int version) {
            return version >= OLDEST && version <= NEWEST ? version : 0;
        }

        private static String version(int version) {
            return version == OLDEST ? "SSL 3.0" : "TLS 1." + (version - OLDEST - 1);
        }

        /// Printable octets, or null.
        private @Nullable String word(int at, int length) {
            for (int i = 0; i < length; i++) {
                int octet = u8(at + i);
                if (octet <= ' ' || octet > '~') {
                    return null;
                }
            }
            return length == 0 ? null : Octets.text(message, at, length);
        }

        private int u8(int at) {
            return Octets.u8(message, at);
        }

        private int u16(int at) {
            return Octets.u16(message, at);
        }
    }
}
