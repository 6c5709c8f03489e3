package dev.faultline.app.session;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// What makes a capture the same capture wherever it lies: its size as stored, and how it begins. All streams
/// share one identity, as nothing is known of them before they are read.
///
/// @param size bytes of the file as stored, or -1 for a stream
/// @param hash SHA-256 of its first [#HEAD] bytes, or of all where it is shorter, hexadecimal; empty for a
/// stream
public record CaptureIdentity(long size, String hash) {
    /// How much of the beginning is hashed, in bytes.
    public static final int HEAD = 1 << 16;

    /// Reads the identity of a file.
    public static CaptureIdentity of(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return of(Files.size(file), in.readNBytes(HEAD));
        }
    }

    /// The identity of every stream.
    public static CaptureIdentity ofStream() {
        return new CaptureIdentity(-1, "");
    }

    private static CaptureIdentity of(long size, byte[] head) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(head);
            return new CaptureIdentity(size, HexFormat.of().formatHex(digest));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /// `size-hash`: the text for `AnalysisOptions` and the store.
    @Override
    public String toString() {
        return size + "-" + hash;
    }
}
