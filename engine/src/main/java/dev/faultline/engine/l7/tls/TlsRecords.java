package dev.faultline.engine.l7.tls;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// Reads the records of one direction (RFC 8446, section 5.1) as their bytes come: type, length, and the first
/// two bytes of what they carry.
final class TlsRecords {
    static final int CHANGE_CIPHER_SPEC = 20;
    static final int ALERT = 21;
    static final int HANDSHAKE = 22;
    static final int APPLICATION_DATA = 23;
    static final int HEARTBEAT = 24;
    static final int HEADER = 5;
    private static final int MAJOR = 3;
    private static final int NEWEST_MINOR = 4;
    private static final int MOST_LENGTH = (1 << 14) + 2048;

    private final boolean fromClient;
    private int have;
    private int type;
    private int length;
    private int done;
    private int first;
    private int second;

    TlsRecords(boolean fromClient) {
        this.fromClient = fromClient;
    }

    /// Whether bytes, at least [#HEADER] of them, are the header of a record.
    static boolean isHeader(MemorySegment bytes, long at) {
        int type = octet(bytes, at);
        int minor = octet(bytes, at + 2);
        int length = octet(bytes, at + 3) << 8 | octet(bytes, at + 4);
        return type >= CHANGE_CIPHER_SPEC
                && type <= HEARTBEAT
                && octet(bytes, at + 1) == MAJOR
                && minor <= NEWEST_MINOR
                && length > 0
                && length <= MOST_LENGTH;
    }

    static int octet(MemorySegment bytes, long at) {
        return bytes.get(ValueLayout.JAVA_BYTE, at) & 0xff;
    }

    /// Reads the next bytes.
    ///
    /// @return whether the bytes can be records
    boolean read(MemorySegment bytes, long at, int available, TlsDialog dialog) {
        int n = 0;
        while (n < available && !dialog.isDone()) {
            if (have < HEADER) {
                if (!header(octet(bytes, at + n))) {
                    return false;
                }
                n++;
            } else {
                n += body(bytes, at + n, available - n, dialog);
            }
        }
        return true;
    }

    private boolean header(int octet) {
        boolean fits = switch (have++) {
            case 0 -> octet >= CHANGE_CIPHER_SPEC && octet <= HEARTBEAT;
            case 1 -> octet == MAJOR;
            case 2 -> octet <= NEWEST_MINOR;
            default -> true;
        };
        switch (have) {
            case 1 -> type = octet;
            case 4 -> length = octet << 8;
            case HEADER -> {
                length |= octet;
                done = 0;
                fits = length > 0 && length <= MOST_LENGTH;
            }
            default -> {}
        }
        return fits;
    }

    private int body(MemorySegment bytes, long at, int available, TlsDialog dialog) {
        int before = done;
        int n = Math.min(available, length - done);
        if (before == 0) {
            first = octet(bytes, at);
        }
        if (before <= 1 && before + n > 1) {
            second = octet(bytes, at + 1 - before);
        }
        done += n;
        if (type == HANDSHAKE) {
            dialog.handshakeBytes(fromClient, bytes, at, n);
        }
        int needed = Math.min(2, length);
        if (before < needed && done >= needed) {
            dialog.record(fromClient, type, length, first, second);
        }
        have = done == length ? 0 : have;
        return n;
    }

    /// Bytes were not captured.
    ///
    /// @return whether they lay within a record
    boolean skip(int bytes) {
        boolean within = have == HEADER && done >= Math.min(2, length) && bytes <= length - done;
        if (within) {
            done += bytes;
            have = done == length ? 0 : have;
        }
        return within;
    }
}
