package dev.faultline.engine.l7.http1;

/// What is wrong with a message.
public enum Http1Fault {
    /// No request line stands where one should be.
    REQUEST_LINE,
    /// No status line stands where one should be.
    STATUS_LINE,
    /// A header line has no colon.
    HEADER,
    /// `Content-Length` is no number.
    CONTENT_LENGTH,
    /// A chunk does not begin with its size.
    CHUNK_SIZE,
    /// The data of a chunk do not end with CRLF where its size says.
    CHUNK_END
}
