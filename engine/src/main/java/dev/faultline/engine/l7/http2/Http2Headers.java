package dev.faultline.engine.l7.http2;

import org.jspecify.annotations.Nullable;

/// What a block of headers says, as far as it is wanted.
final class Http2Headers implements HeaderListener {
    @Nullable
    String method;

    @Nullable
    String path;

    @Nullable
    String authority;

    @Nullable
    String contentType;

    @Nullable
    String grpcStatus;

    @Nullable
    String grpcTimeout;

    int status;

    @Override
    public void onHeader(String name, String value) {
        switch (name) {
            case HeaderNames.METHOD -> method = value;
            case HeaderNames.PATH -> path = value;
            case HeaderNames.AUTHORITY -> authority = value;
            case HeaderNames.CONTENT_TYPE -> contentType = value;
            case HeaderNames.GRPC_STATUS -> grpcStatus = value;
            case HeaderNames.GRPC_TIMEOUT -> grpcTimeout = value;
            case HeaderNames.STATUS -> status = number(value);
            default -> {}
        }
    }

    /// A decimal number of at most nine digits, or -1.
    static int number(String text) {
        if (text.isEmpty() || text.length() > 9) {
            return -1;
        }
        int number = 0;
        for (int i = 0; i < text.length(); i++) {
            char digit = text.charAt(i);
            if (digit < '0' || digit > '9') {
                return -1;
            }
            number = 10 * number + digit - '0';
        }
        return number;
    }

    boolean isGrpc() {
        return contentType != null && contentType.startsWith("application/grpc");
    }
}
