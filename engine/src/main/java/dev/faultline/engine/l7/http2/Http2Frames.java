package dev.faultline.engine.l7.http2;

import dev.faultline.engine.l7.MessageFormat;
import java.lang.foreign.MemorySegment;

/// The frames of one direction.
final class Http2Frames implements MessageFormat {
    /// The longest frame before anything else is agreed on (RFC 9113, section 4.2).
    static final int FIRST_LONGEST = 1 << 14;

    private static final int MOST_SETTINGS = 6 * 40;
    private static final int PREFACE = Http2.PREFACE.length();

    private final Http2Dialog dialog;
    private final boolean fromClient;
    private int longest = FIRST_LONGEST;
    private boolean preface;
    private boolean inPreface;
    private int blockStream;
    private int type;
    private int flags;
    private int stream;

    /// @param preface whether the client's preface is to come first
    Http2Frames(Http2Dialog dialog, boolean fromClient, boolean preface) {
        this.dialog = dialog;
        this.fromClient = fromClient;
        this.preface = preface;
    }

    /// The other end takes frames of that length.
    void longest(int bytes) {
        longest = Math.clamp(bytes, FIRST_LONGEST, (1 << 24) - 1);
    }

    @Override
    public int header() {
        return preface ? PREFACE : Frame.HEADER;
    }

    @Override
    public long length(MemorySegment bytes, long at) {
        if (preface) {
            return Http2.isPreface(bytes, at, PREFACE) ? PREFACE : MALFORMED;
        }
        boolean inBlock = blockStream != 0;
        boolean goesOn = Frame.type(bytes, at) == Frame.CONTINUATION && Frame.stream(bytes, at) == blockStream;
        boolean known = Frame.type(bytes, at) <= Frame.CONTINUATION || dialog.isInStep(fromClient);
        boolean fits = known && inBlock == goesOn && Frame.isValid(bytes, at, longest);
        return fits ? Frame.HEADER + Frame.payload(bytes, at) : MALFORMED;
    }

    @Override
    public int kept(MemorySegment bytes, long at, long length) {
        if (preface) {
            return PREFACE;
        }
        return switch (Frame.type(bytes, at)) {
            case Frame.HEADERS, Frame.CONTINUATION, Frame.PUSH_PROMISE ->
                dialog.readsHeaders() ? (int) length : Frame.HEADER;
            case Frame.SETTINGS -> Frame.HEADER + MOST_SETTINGS;
            case Frame.RST_STREAM, Frame.GOAWAY -> Frame.HEADER + 8;
            default -> Frame.HEADER;
        };
    }

    @Override
    public void begins(MemorySegment bytes, long at, int available, long length) {
        inPreface = preface;
        if (preface) {
            preface = false;
            return;
        }
        type = Frame.type(bytes, at);
        flags = Frame.flags(bytes, at);
        stream = Frame.stream(bytes, at);
        boolean opensBlock = type == Frame.HEADERS || type == Frame.PUSH_PROMISE || type == Frame.CONTINUATION;
        if (opensBlock) {
            blockStream = has(Frame.END_HEADERS) ? 0 : stream;
        }
        dialog.frame(fromClient, type, flags, stream, bytes, at + Frame.HEADER, available - Frame.HEADER);
    }

    private boolean has(int flag) {
        return (flags & flag) != 0;
    }

    @Override
    public void body(MemorySegment bytes, long at, int length) {
        if (type == Frame.DATA) {
            dialog.data(fromClient, stream, has(Frame.PADDED), bytes, at, length);
        }
    }

    @Override
    public void ends(int last) {
        if (inPreface) {
            return;
        }
        boolean ends = (type == Frame.DATA || type == Frame.HEADERS) && has(Frame.END_STREAM);
        boolean whole = type == Frame.DATA || has(Frame.END_HEADERS);
        if (ends && whole) {
            dialog.streamEnds(fromClient, stream);
        }
    }

    @Override
    public void malformed(MemorySegment bytes, long at, int available, long offset) {
        dialog.malformedFrame(fromClient, offset);
    }

    @Override
    public void exhausted() {
        dialog.exhausted();
    }

    @Override
    public boolean isDone() {
        return dialog.isDone();
    }
}
