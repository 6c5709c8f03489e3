package dev.faultline.engine.l7.websocket;

import dev.faultline.engine.finding.Severity;
import org.jspecify.annotations.Nullable;

/// Why an end closes a WebSocket (RFC 6455, section 7.4; IANA registry "WebSocket Close Code Number").
public final class CloseCodes {
    public static final int NORMAL = 1000;
    public static final int GOING_AWAY = 1001;
    /// The Close frame has no code; never sent as one.
    public static final int NO_STATUS = 1005;
    /// There was no Close frame; never sent as a code.
    public static final int ABNORMAL = 1006;

    private static final int FIRST_OF_LIBRARIES = 3000;
    private static final int END = 5000;

    private CloseCodes() {}

    /// Whether an end may send it.
    public static boolean isSendable(int code) {
        boolean registered = code >= NORMAL && code <= 1014 && code != 1004 && code != NO_STATUS && code != ABNORMAL;
        return registered || code >= FIRST_OF_LIBRARIES && code < END;
    }

    /// How bad it is that an end closes with this code, or null where it is a good end. Pages of browsers go away
    /// all the time; servers do where they are replaced.
    public static @Nullable Severity severity(boolean byClient, int code) {
        return switch (code) {
            case NORMAL, NO_STATUS -> null;
            case GOING_AWAY -> byClient ? null : Severity.NOTICE;
            case ABNORMAL, 1012 -> Severity.NOTICE;
            case 1011, 1014 -> Severity.ERROR;
            default -> code >= FIRST_OF_LIBRARIES ? Severity.NOTICE : Severity.WARNING;
        };
    }

    /// Whether the end that closes blames itself, not what the other one sent.
    public static boolean isOwnFault(int code) {
        return code == GOING_AWAY || code == ABNORMAL || code >= 1011 && code <= 1014;
    }

    /// The registered name, or the bare number.
    public static String name(int code) {
        return switch (code) {
            case NORMAL -> "normal closure";
            case GOING_AWAY -> "going away";
            case 1002 -> "protocol error";
            case 1003 -> "unsupported data";
            case NO_STATUS -> "no status";
            case ABNORMAL -> "no Close frame";
            case 1007 -> "invalid payload";
            case 1008 -> "policy violation";
            case 1009 -> "message too big";
            case 1010 -> "mandatory extension";
            case 1011 -> "internal error";
            case 1012 -> "service restart";
            case 1013 -> "try again later";
            case 1014 -> "bad gateway";
            default -> Integer.toString(code);
        };
    }
}
