package dev.faultline.engine.capture.file;

import java.io.IOException;

/// Input that is no capture, or is of a format that this program does not know.
public final class UnreadableCaptureException extends IOException {
    private static final long serialVersionUID = 1;
    private final long offset;

    /// @param name of the input
    /// @param offset byte at which it stopped making sense
    /// @param reason what was found and what to do, one sentence for people
    public UnreadableCaptureException(String name, long offset, String reason) {
        super(name + ": at byte " + offset + ": " + reason);
        this.offset = offset;
    }

    /// Byte at which the input stopped making sense.
    public long offset() {
        return offset;
    }
}
