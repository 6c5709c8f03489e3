package dev.faultline.engine.l7.amqp;

import dev.faultline.engine.l7.Octets;
import java.lang.foreign.MemorySegment;

/// Methods (AMQP 0-9-1, "XML definition"), by class and number.
final class AmqpMethod {
    static final int CONNECTION_START = 10 << 16 | 10;
    static final int CONNECTION_TUNE_OK = 10 << 16 | 31;
    static final int CONNECTION_CLOSE = 10 << 16 | 50;
    static final int CHANNEL_CLOSE = 20 << 16 | 40;

    private AmqpMethod() {}

    /// The name of a method that is answered, or an empty one.
    static String name(int method) {
        return switch (method) {
            case 10 << 16 | 40 -> "connection.open";
            case CONNECTION_CLOSE -> "connection.close";
            case 20 << 16 | 10 -> "channel.open";
            case 20 << 16 | 20 -> "channel.flow";
            case CHANNEL_CLOSE -> "channel.close";
            case 40 << 16 | 10 -> "exchange.declare";
            case 40 << 16 | 20 -> "exchange.delete";
            case 40 << 16 | 30 -> "exchange.bind";
            case 40 << 16 | 40 -> "exchange.unbind";
            case 50 << 16 | 10 -> "queue.declare";
            case 50 << 16 | 20 -> "queue.bind";
            case 50 << 16 | 30 -> "queue.purge";
            case 50 << 16 | 40 -> "queue.delete";
            case 50 << 16 | 50 -> "queue.unbind";
            case 60 << 16 | 10 -> "basic.qos";
            case 60 << 16 | 20 -> "basic.consume";
            case 60 << 16 | 30 -> "basic.cancel";
            case 60 << 16 | 70 -> "basic.get";
            case 60 << 16 | 110 -> "basic.recover";
            case 85 << 16 | 10 -> "confirm.select";
            case 90 << 16 | 10 -> "tx.select";
            case 90 << 16 | 20 -> "tx.commit";
            case 90 << 16 | 30 -> "tx.rollback";
            default -> "";
        };
    }

    /// Whether a method of the server answers one of the client: its number comes right behind.
    static boolean answers(int answer, int method) {
        boolean unbind = method == (40 << 16 | 40) && answer == (40 << 16 | 51);
        boolean empty = method == (60 << 16 | 70) && answer == (60 << 16 | 72);
        return answer == method + 1 || unbind || empty;
    }

    /// Whether a method says that it wants no answer.
    ///
    /// @param available bytes of its arguments at `at`
    static boolean isNoWait(int method, MemorySegment bytes, long at, int available) {
        return switch (method) {
            case 40 << 16 | 10 -> bit(bytes, at, available, 2, 2, 4);
            case 50 << 16 | 10 -> bit(bytes, at, available, 2, 1, 4);
            case 40 << 16 | 20 -> bit(bytes, at, available, 2, 1, 1);
            case 50 << 16 | 40 -> bit(bytes, at, available, 2, 1, 2);
            case 40 << 16 | 30, 40 << 16 | 40, 50 << 16 | 20 -> bit(bytes, at, available, 2, 3, 0);
            case 50 << 16 | 30 -> bit(bytes, at, available, 2, 1, 0);
            case 60 << 16 | 20 -> bit(bytes, at, available, 2, 2, 3);
            case 60 << 16 | 30 -> bit(bytes, at, available, 0, 1, 0);
            case 85 << 16 | 10 -> bit(bytes, at, available, 0, 0, 0);
            default -> false;
        };
    }

    /// A bit behind some octets and short strings. Where it is out of sight, no answer is expected.
    private static boolean bit(MemorySegment bytes, long at, int available, int octets, int strings, int bit) {
        int next = octets;
        for (int i = 0; i < strings && next < available; i++) {
            next += 1 + Octets.u8(bytes, at + next);
        }
        return next >= available || (Octets.u8(bytes, at + next) >> bit & 1) != 0;
    }

    /// What a reply code is called, or the code.
    static String reason(int code) {
        return switch (code) {
            case 311 -> "CONTENT_TOO_LARGE";
            case 312 -> "NO_ROUTE";
            case 313 -> "NO_CONSUMERS";
            case 320 -> "CONNECTION_FORCED";
            case 402 -> "INVALID_PATH";
            case 403 -> "ACCESS_REFUSED";
            case 404 -> "NOT_FOUND";
            case 405 -> "RESOURCE_LOCKED";
            case 406 -> "PRECONDITION_FAILED";
            case 501 -> "FRAME_ERROR";
            case 502 -> "SYNTAX_ERROR";
            case 503 -> "COMMAND_INVALID";
            case 504 -> "CHANNEL_ERROR";
            case 505 -> "UNEXPECTED_FRAME";
            case 506 -> "RESOURCE_ERROR";
            case 530 -> "NOT_ALLOWED";
            case 540 -> "NOT_IMPLEMENTED";
            case 541 -> "INTERNAL_ERROR";
            default -> Integer.toString(code);
        };
    }
}
