package dev.faultline.agent.wire;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import com.google.protobuf.Parser;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/// Reads length-delimited messages of one type from a stream. For one thread.
///
/// @param <M> the messages
public final class MessageReader<M extends MessageLite> {
    /// The largest message that is taken; findings are a few kilobytes.
    public static final int MOST_BYTES = 4 << 20;

    private static final int VARINT_BYTES = 5;

    private final InputStream in;
    private final Parser<M> parser;

    /// @param in where messages come from; should be buffered
    public MessageReader(InputStream in, Parser<M> parser) {
        this.in = in;
        this.parser = parser;
    }

    /// The next message; blocks until it is there.
    ///
    /// @return null at the end of the stream, when it lies between two messages
    /// @throws IOException when the stream breaks, ends inside a message, or does not carry such messages
    public @Nullable M read() throws IOException {
        int length = length();
        if (length < 0) {
            return null;
        }
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("cut after " + bytes.length + " of the " + length + " bytes of a message");
        }
        try {
            return parser.parseFrom(bytes);
        } catch (InvalidProtocolBufferException e) {
            throw new IOException("not a message of an agent and a desktop: " + e.getMessage(), e);
        }
    }

    private int length() throws IOException {
        long length = 0;
        for (int i = 0; i < VARINT_BYTES; i++) {
            int read = in.read();
            if (read < 0) {
                if (i > 0) {
                    throw new EOFException("cut inside the length of a message");
                }
                return -1;
            }
            length |= (read & 0x7fL) << (7 * i);
            if (read < 0x80) {
                return checked(length);
            }
        }
        throw new IOException("not a message of an agent and a desktop: its length has no end");
    }

    private static int checked(long length) throws IOException {
        if (length > MOST_BYTES) {
            throw new IOException(
                    "not a message of an agent and a desktop: " + length + " bytes, more than " + MOST_BYTES);
        }
        return (int) length;
    }
}
