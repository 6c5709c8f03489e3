package dev.faultline.engine.l7.http1;

/// Keys of what is said about HTTP/1.x in `messages.properties`.
final class Http1Texts {
    static final String VARIANT_REQUEST_LINE = "http.request_line";
    static final String VARIANT_STATUS_LINE = "http.status_line";
    static final String VARIANT_HEADER = "http.header";
    static final String VARIANT_CONTENT_LENGTH = "http.content_length";
    static final String VARIANT_CHUNK_SIZE = "http.chunk_size";
    static final String VARIANT_CHUNK_END = "http.chunk_end";

    private Http1Texts() {}
}
