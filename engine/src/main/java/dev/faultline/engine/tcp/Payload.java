package dev.faultline.engine.tcp;

/// What the first bytes that an end sent look like.
public enum Payload {
    /// Nothing was sent, or its beginning was not captured.
    UNKNOWN,
    /// A TLS ClientHello (RFC 8446, section 4.1.2).
    TLS_CLIENT_HELLO,
    /// A TLS ServerHello.
    TLS_SERVER_HELLO,
    OTHER
}
