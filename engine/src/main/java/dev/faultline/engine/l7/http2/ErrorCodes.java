package dev.faultline.engine.l7.http2;

import dev.faultline.engine.finding.Severity;

/// Names of error codes: those of HTTP/2 (RFC 9113, section 7) and the statuses of gRPC.
final class ErrorCodes {
    static final int NO_ERROR = 0;
    static final int REFUSED_STREAM = 7;
    static final int CANCEL = 8;
    static final int DEADLINE_EXCEEDED = 4;

    private static final String[] HTTP2 = {
        "NO_ERROR",
        "PROTOCOL_ERROR",
        "INTERNAL_ERROR",
        "FLOW_CONTROL_ERROR",
        "SETTINGS_TIMEOUT",
        "STREAM_CLOSED",
        "FRAME_SIZE_ERROR",
        "REFUSED_STREAM",
        "CANCEL",
        "COMPRESSION_ERROR",
        "CONNECT_ERROR",
        "ENHANCE_YOUR_CALM",
        "INADEQUATE_SECURITY",
        "HTTP_1_1_REQUIRED"
    };
    private static final String[] GRPC = {
        "OK",
        "CANCELLED",
        "UNKNOWN",
        "INVALID_ARGUMENT",
        "DEADLINE_EXCEEDED",
        "NOT_FOUND",
        "ALREADY_EXISTS",
        "PERMISSION_DENIED",
        "RESOURCE_EXHAUSTED",
        "FAILED_PRECONDITION",
        "ABORTED",
        "OUT_OF_RANGE",
        "UNIMPLEMENTED",
        "INTERNAL",
        "UNAVAILABLE",
        "DATA_LOSS",
        "UNAUTHENTICATED"
    };

    private ErrorCodes() {}

    static String http2(int code) {
        return name(HTTP2, code);
    }

    static String grpc(int status) {
        return name(GRPC, status);
    }

    private static String name(String[] names, int code) {
        return code >= 0 && code < names.length ? names[code] : Integer.toUnsignedString(code);
    }

    /// How bad a status of gRPC is: whether the service failed, or only said no.
    static Severity severity(int status) {
        return switch (status) {
            case 2, 4, 8, 13, 14, 15 -> Severity.ERROR;
            case 7, 10, 12, 16 -> Severity.WARNING;
            default -> Severity.NOTICE;
        };
    }
}
