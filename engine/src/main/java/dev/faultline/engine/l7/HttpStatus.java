package dev.faultline.engine.l7;

import dev.faultline.engine.finding.Blame;
import dev.faultline.engine.finding.FindingKind;
import dev.faultline.engine.finding.Severity;

/// What a status of HTTP says of an exchange (RFC 9110, section 15), in any version of the protocol.
public final class HttpStatus {
    /// The least of errors.
    public static final int CLIENT_ERROR = 400;

    private static final int SERVER_ERROR = 500;
    private static final int END = 600;
    private static final int REQUEST_TIMEOUT = 408;
    private static final int TOO_MANY_REQUESTS = 429;
    /// What nginx logs where the client went away.
    private static final int CLIENT_CLOSED_REQUEST = 499;

    private HttpStatus() {}

    /// Whether it is an error; a number that is no status is none.
    public static boolean isError(int status) {
        return status >= CLIENT_ERROR && status < END;
    }

    /// Whether it is, or would be, an error of the server.
    public static boolean isServerError(int status) {
        return status >= SERVER_ERROR;
    }

    /// The kind of finding that an error is.
    public static FindingKind kind(int status) {
        return isServerError(status) ? FindingKind.HTTP_5XX : FindingKind.HTTP_4XX;
    }

    /// How bad an error is: of those that blame the request, only time-outs and limits are more than a notice.
    public static Severity severity(int status) {
        if (isServerError(status)) {
            return Severity.ERROR;
        }
        boolean overdue = status == REQUEST_TIMEOUT || status == TOO_MANY_REQUESTS || status == CLIENT_CLOSED_REQUEST;
        return overdue ? Severity.WARNING : Severity.NOTICE;
    }

    /// Whom an error blames.
    public static Blame blame(int status) {
        return isServerError(status) ? Blame.DST : Blame.UNKNOWN;
    }
}
