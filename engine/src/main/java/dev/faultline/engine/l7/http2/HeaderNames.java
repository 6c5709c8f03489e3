package dev.faultline.engine.l7.http2;

import java.util.Set;

/// The headers whose values are looked at.
final class HeaderNames {
    static final String METHOD = ":method";
    static final String PATH = ":path";
    static final String STATUS = ":status";
    static final String AUTHORITY = ":authority";
    static final String CONTENT_TYPE = "content-type";
    static final String GRPC_STATUS = "grpc-status";
    static final String GRPC_TIMEOUT = "grpc-timeout";

    /// The longest of them.
    static final int LONGEST = 12;

    private static final Set<String> WANTED =
            Set.of(METHOD, PATH, STATUS, AUTHORITY, CONTENT_TYPE, GRPC_STATUS, GRPC_TIMEOUT);

    private HeaderNames() {}

    static boolean isWanted(String name) {
        return WANTED.contains(name);
    }
}
