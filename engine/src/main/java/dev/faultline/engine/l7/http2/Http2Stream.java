package dev.faultline.engine.l7.http2;

import dev.faultline.engine.l7.Transaction;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/// One request and its response.
final class Http2Stream {
    private static final int PREFIX = 5;

    final int id;

    @Nullable
    Transaction request;

    boolean grpc;
    boolean patient;
    boolean statusSeen;
    boolean responseBegun;
    int status;

    @Nullable
    String grpcStatus;

    long timeout;
    /// A block of headers that ends the stream goes on in another frame.
    boolean endsWithBlock;

    private final Messages client = new Messages();
    private final Messages server = new Messages();

    /// The length-prefixed messages of gRPC in one direction.
    private static final class Messages {
        int prefix;
        int length;
        long remaining;
        boolean bad;
    }

    Http2Stream(int id) {
        this.id = id;
    }

    /// Follows the messages of gRPC through the data (one octet, four of length, the message). Data with
    /// padding are not followed.
    void data(boolean fromClient, boolean padded, MemorySegment bytes, long at, int length) {
        Messages messages = fromClient ? client : server;
        messages.bad |= padded;
        int done = 0;
        while (done < length && !messages.bad) {
            if (messages.remaining > 0) {
                int n = (int) Math.min(messages.remaining, length - done);
                messages.remaining -= n;
                done += n;
            } else {
                int octet = Frame.octet(bytes, at + done++);
                messages.bad |= messages.prefix == 0 && octet > 1;
                messages.length = messages.prefix == 0 ? 0 : messages.length << 8 | octet;
                messages.prefix++;
                if (messages.prefix == PREFIX) {
                    messages.prefix = 0;
                    messages.remaining = messages.length & 0xffff_ffffL;
                }
            }
        }
    }

    /// Whether a message of gRPC has begun and is not complete.
    boolean isInMessage(boolean fromClient) {
        Messages messages = fromClient ? client : server;
        return !messages.bad && (messages.remaining > 0 || messages.prefix > 0);
    }
}
