package dev.faultline.engine.l7.http2;

/// Keys of what is said about HTTP/2 in `messages.properties`.
final class Http2Texts {
    static final String VARIANT_FRAME = "http2.frame";
    static final String VARIANT_HEADERS = "http2.headers";
    static final String VARIANT_MESSAGE = "http2.message";

    private Http2Texts() {}
}
