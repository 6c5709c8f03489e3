package dev.faultline.engine.l7.http2;

import dev.faultline.engine.finding.Blame;
import dev.faultline.engine.finding.FindingKind;
import dev.faultline.engine.finding.Severity;
import dev.faultline.engine.l7.Ending;
import dev.faultline.engine.l7.ExchangeDialog;
import dev.faultline.engine.l7.ExchangeListener;
import dev.faultline.engine.l7.MessageReader;
import dev.faultline.engine.l7.ReportedError;
import dev.faultline.engine.l7.StreamMemory;
import dev.faultline.engine.l7.Transaction;
import dev.faultline.engine.tcp.TcpConnection;
import java.lang.foreign.MemorySegment;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One connection with HTTP/2: its frames, and the streams that they belong to. Where its beginning is missing,
/// headers cannot be read, and only what stands in frames is told.
final class Http2Dialog extends ExchangeDialog {
    static final String NAME = "HTTP/2";
    private static final int MOST_STREAMS = 1000;
    private static final int MAX_FRAME_SIZE = 5;

    private final Http2Frames clientFrames;
    private final Http2Frames serverFrames;
    private final MessageReader client;
    private final MessageReader server;
    private final HeaderBlock clientHeaders;
    private final HeaderBlock serverHeaders;
    private final Map<Integer, Http2Stream> streams = new HashMap<>();
    private final Http2Streams outcome;
    private boolean readsHeaders;

    Http2Dialog(TcpConnection connection, StreamMemory memory, ExchangeListener listener, HuffmanCode huffman) {
        super(connection, memory, NAME, listener);
        readsHeaders = isWhole();
        clientFrames = new Http2Frames(this, true, connection.clientEnd().isSynSent());
        serverFrames = new Http2Frames(this, false, false);
        client = new MessageReader(clientFrames, memory);
        server = new MessageReader(serverFrames, memory);
        clientHeaders = new HeaderBlock(huffman, memory);
        serverHeaders = new HeaderBlock(huffman, memory);
        outcome = new Http2Streams(this);
        readers(client, server);
    }

    boolean isInStep(boolean fromClient) {
        return (fromClient ? client : server).isInStep();
    }

    boolean readsHeaders() {
        return readsHeaders;
    }

    boolean isDone() {
        return isFinished();
    }

    void exhausted() {
        finished();
    }

    void malformedFrame(boolean fromClient, long offset) {
        malformed(fromClient, Http2Texts.VARIANT_FRAME, offset);
    }

    // ------------------------------------------------------------------------------------------------- frames

    void frame(boolean fromClient, int type, int flags, int stream, MemorySegment bytes, long at, int available) {
        switch (type) {
            case Frame.HEADERS, Frame.PUSH_PROMISE, Frame.CONTINUATION -> {
                if (readsHeaders) {
                    headers(fromClient, type, flags, stream, bytes, at, available);
                }
            }
            case Frame.SETTINGS -> settings(fromClient, flags, bytes, at, available);
            case Frame.RST_STREAM -> {
                if (available >= 4) {
                    outcome.reset(fromClient, streams.remove(stream), Frame.number(bytes, at));
                }
            }
            case Frame.GOAWAY -> {
                if (available >= 8) {
                    goAway(fromClient, Frame.number(bytes, at) & Integer.MAX_VALUE, Frame.number(bytes, at + 4));
                }
            }
            default -> {}
        }
    }

    private void settings(boolean fromClient, int flags, MemorySegment bytes, long at, int available) {
        confirmed();
        if ((flags & Frame.ACK) != 0) {
            return;
        }
        for (int i = 0; i + 6 <= available; i += 6) {
            int id = Frame.octet(bytes, at + i) << 8 | Frame.octet(bytes, at + i + 1);
            if (id == MAX_FRAME_SIZE) {
                (fromClient ? serverFrames : clientFrames).longest(Frame.number(bytes, at + i + 2));
            }
        }
    }

    private void goAway(boolean fromClient, int last, int code) {
        int refused = 0;
        if (!fromClient) {
            for (Iterator<Http2Stream> all = streams.values().iterator(); all.hasNext(); ) {
                Http2Stream stream = all.next();
                if (stream.id > last) {
                    refused++;
                    outcome.forget(stream);
                    all.remove();
                }
            }
        }
        if (fromClient && code == ErrorCodes.NO_ERROR && streams.isEmpty()) {
            clientLeaves();
        }
        if (code != ErrorCodes.NO_ERROR || refused > 0) {
            Severity severity = code == ErrorCodes.NO_ERROR ? Severity.NOTICE : Severity.ERROR;
            Blame blame = fromClient ? Blame.SRC : Blame.DST;
            report(
                    null,
                    new ReportedError(
                            FindingKind.HTTP2_GOAWAY,
                            severity,
                            blame,
                            code,
                            Integer.toUnsignedString(code),
                            ErrorCodes.http2(code)));
        }
    }

    // ------------------------------------------------------------------------------------------------ headers

    private void headers(
            boolean fromClient, int type, int flags, int stream, MemorySegment bytes, long at, int available) {
        HeaderBlock block = fromClient ? clientHeaders : serverHeaders;
        boolean pushed = type == Frame.PUSH_PROMISE;
        if (!block.add(type, flags, bytes, at, available)) {
            readsHeaders = false;
            return;
        }
        Http2Stream known = streams.get(stream);
        if (type == Frame.HEADERS && known == null && fromClient && streams.size() < MOST_STREAMS) {
            known = new Http2Stream(stream);
            streams.put(stream, known);
        }
        if (known != null && type == Frame.HEADERS) {
            known.endsWithBlock = (flags & Frame.END_STREAM) != 0;
        }
        if ((flags & Frame.END_HEADERS) == 0) {
            return;
        }
        Http2Headers read = block.decode();
        if (read == null) {
            readsHeaders = false;
            malformed(fromClient, Http2Texts.VARIANT_HEADERS, (fromClient ? client : server).offset());
        } else if (known != null && !pushed) {
            outcome.headers(fromClient, known, read);
            if (type == Frame.CONTINUATION && known.endsWithBlock) {
                streamEnds(fromClient, stream);
            }
        }
    }

    void data(boolean fromClient, int stream, boolean padded, MemorySegment bytes, long at, int length) {
        Http2Stream known = streams.get(stream);
        if (known != null && known.grpc) {
            known.data(fromClient, padded, bytes, at, length);
        }
    }

    void streamEnds(boolean fromClient, int stream) {
        Http2Stream known = streams.get(stream);
        if (known == null) {
            return;
        }
        if (outcome.ends(fromClient, known)) {
            streams.remove(stream);
        }
    }

    // -------------------------------------------------------------------------------------------------- ends

    @Override
    protected void missing(boolean fromClient, int length) {
        super.missing(fromClient, length);
        if (!isInStep(fromClient)) {
            streams.clear();
            readsHeaders = false;
        }
    }

    @Override
    protected boolean isInOrder() {
        return false;
    }

    @Override
    protected void ended(Ending ending) {
        if (!ending.isByClient() && isSure()) {
            outcome.cutOff(streams.values(), ending);
        }
        super.ended(ending);
    }

    @Override
    protected void release() {
        super.release();
        clientHeaders.release();
        serverHeaders.release();
    }

    // ------------------------------------------------------------------------------------------- for streams

    Transaction ask(String method, String path, @Nullable String host, long patience, @Nullable String above) {
        Transaction request = asked(method, path, patience);
        request.host(host);
        request.protocol(above);
        return request;
    }

    void begins(Transaction request) {
        answering(request);
    }

    void complete(Transaction request) {
        answered(request);
    }

    void tell(@Nullable Transaction request, ReportedError error) {
        report(request, error);
    }

    void tellMalformed(boolean fromClient, @Nullable Transaction request, String what) {
        senseless(fromClient, request, what, (fromClient ? client : server).offset());
    }

    void giveUpOn(Transaction request) {
        abandoned(request);
    }

    void remove(Transaction request) {
        drop(request);
    }

    void endsEarly(@Nullable Transaction request, Ending ending) {
        cutShort(request, ending);
    }
}
