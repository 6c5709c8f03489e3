package dev.faultline.engine.l7.http1;

import static dev.faultline.engine.l7.http1.Http1Text.NOTHING;

import dev.faultline.engine.l7.StreamMemory;
import dev.faultline.engine.l7.StreamReader;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// Reads the messages of one direction, as their bytes come. Of headers it looks only at those that say where
/// the message ends.
final class Http1Parser implements StreamReader {
    static final long UNKNOWN = -1;
    private static final int MOST_HEADERS = 256 * 1024;

    /// What comes next.
    enum State {
        START,
        HEADERS,
        BODY,
        CHUNK_SIZE,
        CHUNK_DATA,
        CHUNK_END,
        TRAILERS,
        /// The body ends where the connection does.
        UNTIL_CLOSE,
        /// Nothing that could be read.
        OPAQUE,
        /// Bytes are missing: a message is looked for where a packet begins.
        LOST
    }

    /// Where a body ends, by its header.
    enum Framing {
        NONE,
        LENGTH,
        CHUNKED,
        UNTIL_CLOSE
    }

    private final boolean response;
    private final Http1Dialog dialog;
    private final Http1Lines lines;
    private State state = State.START;
    private long offset;
    private long lineOffset;
    private int headerBytes;
    private long remaining;
    private long received;
    private long contentLength = UNKNOWN;
    private boolean chunked;
    private boolean coded;
    private int unread;

    Http1Parser(boolean response, Http1Dialog dialog, StreamMemory memory) {
        this.response = response;
        this.dialog = dialog;
        lines = new Http1Lines(memory);
    }

    // ------------------------------------------------------------------------------------------------- bytes

    @Override
    public void read(MemorySegment bytes, long at, int length) {
        int done = 0;
        if (state == State.LOST && !resumes(bytes, at, length)) {
            offset += length;
            return;
        }
        while (done < length && !dialog.isDone() && !isSuspended()) {
            done += switch (state) {
                case BODY, CHUNK_DATA -> body((int) Math.min(remaining, length - done));
                case UNTIL_CLOSE -> body(length - done);
                default -> line(bytes, at + done, length - done);
            };
        }
        unread = length - done;
    }

    private boolean isSuspended() {
        return state == State.OPAQUE || state == State.LOST;
    }

    private boolean resumes(MemorySegment bytes, long at, int length) {
        boolean begins =
                response ? Http1Text.beginsStatus(bytes, at, length) : Http1Text.beginsRequest(bytes, at, length);
        if (begins) {
            resume();
            dialog.resumed(response);
        }
        return begins;
    }

    /// Bytes were not captured. Within a body that is no matter; else the next message is looked for.
    @Override
    public boolean skip(int length) {
        boolean within = (state == State.BODY || state == State.CHUNK_DATA) && length <= remaining;
        if (within) {
            body(length);
            return true;
        }
        offset += length;
        if (state == State.UNTIL_CLOSE || state == State.OPAQUE) {
            return true;
        }
        lose();
        return false;
    }

    /// Reads on at the next packet that begins with a message.
    void lose() {
        next(State.LOST);
        lines.release();
    }

    /// Bytes at the end of what was read last that were left to another reader.
    int unread() {
        return unread;
    }

    private int body(int length) {
        offset += length;
        received += length;
        remaining -= length;
        if (state == State.BODY && remaining == 0) {
            messageEnd();
        } else if (state == State.CHUNK_DATA && remaining == 0) {
            next(State.CHUNK_END);
        }
        return length;
    }

    /// @return bytes taken, at least one; none where the state has become one that takes no lines
    private int line(MemorySegment bytes, long at, int available) {
        if (lines.length() == 0) {
            lineOffset = offset;
            if (state == State.START && !mayStart(bytes, at, available)) {
                return 0;
            }
        }
        int taken = lines.read(bytes, at, available);
        offset += taken;
        headerBytes += taken;
        if (lines.isFull() || headerBytes > MOST_HEADERS) {
            dialog.exhausted();
        } else if (taken > 0 && bytes.get(ValueLayout.JAVA_BYTE, at + taken - 1) == '\n') {
            lines.cutEnd();
            line();
            lines.clear();
            if (!isInHeader()) {
                lines.release();
            }
        }
        return taken;
    }

    private boolean isInHeader() {
        return state == State.HEADERS
                || state == State.TRAILERS
                || state == State.CHUNK_SIZE
                || state == State.CHUNK_END;
    }

    private boolean mayStart(MemorySegment bytes, long at, int available) {
        byte first = bytes.get(ValueLayout.JAVA_BYTE, at);
        boolean fits = first == '\r'
                || first == '\n'
                || (response ? Http1Text.beginsStatus(bytes, at, available) : first >= 'A' && first <= 'Z');
        if (!fits) {
            dialog.notHttp(response, bytes, at, available);
        }
        return fits;
    }

    private void line() {
        byte[] line = lines.bytes();
        int length = lines.length();
        switch (state) {
            case START -> start(line, length);
            case HEADERS -> header(line, length);
            case CHUNK_SIZE -> chunkSize(line, length);
            case CHUNK_END -> chunkEnd(length);
            case TRAILERS -> {
                if (length == 0) {
                    messageEnd();
                }
            }
            default -> throw new IllegalStateException(state.name());
        }
    }

    // ----------------------------------------------------------------------------------------------- messages

    private void start(byte[] line, int length) {
        if (length == 0) {
            return;
        }
        headerBytes = length;
        contentLength = UNKNOWN;
        chunked = false;
        coded = false;
        received = 0;
        remaining = 0;
        boolean good = response ? startResponse(line, length) : startRequest(line, length);
        if (!good) {
            malformed(response ? Http1Texts.VARIANT_STATUS_LINE : Http1Texts.VARIANT_REQUEST_LINE);
        } else {
            next(State.HEADERS);
        }
    }

    private boolean startResponse(byte[] line, int length) {
        int status = Http1Text.status(line, length);
        if (status == NOTHING) {
            return false;
        }
        dialog.responseBegins(status);
        return true;
    }

    private boolean startRequest(byte[] line, int length) {
        int target = Http1Text.targetEnd(line, length);
        if (target == NOTHING) {
            return false;
        }
        dialog.requestBegins(line, Http1Text.methodEnd(line, length), target);
        return true;
    }

    private void header(byte[] line, int length) {
        if (length == 0) {
            headersEnd();
            return;
        }
        if (Http1Text.isSpace(line[0])) {
            return;
        }
        int colon = Http1Text.colon(line, length);
        if (colon <= 0) {
            malformed(Http1Texts.VARIANT_HEADER);
        } else if (Http1Text.is(line, 0, colon, "content-length")) {
            contentLength(line, colon + 1, length);
        } else if (Http1Text.is(line, 0, colon, "transfer-encoding")) {
            coded = true;
            chunked = Http1Text.holds(line, colon + 1, length, "chunked");
        } else if (response) {
            dialog.responseHeader(line, colon, length);
        } else {
            dialog.requestHeader(line, colon, length);
        }
    }

    /// A list of equal numbers is valid (RFC 9110, section 8.6).
    private void contentLength(byte[] line, int from, int to) {
        int at = from;
        while (at <= to) {
            int end = at;
            while (end < to && line[end] != ',') {
                end++;
            }
            long value = Http1Text.decimal(line, at, end);
            if (value == NOTHING) {
                malformed(Http1Texts.VARIANT_CONTENT_LENGTH);
                return;
            }
            contentLength = value;
            at = end + 1;
        }
    }

    private void headersEnd() {
        Framing framing = response ? dialog.responseFraming(byHeader()) : byHeader();
        if (dialog.isDone() || isSuspended()) {
            return;
        }
        switch (framing) {
            case NONE -> messageEnd();
            case LENGTH -> {
                remaining = contentLength;
                next(State.BODY);
            }
            case CHUNKED -> next(State.CHUNK_SIZE);
            case UNTIL_CLOSE -> next(State.UNTIL_CLOSE);
        }
    }

    private Framing byHeader() {
        if (chunked) {
            return Framing.CHUNKED;
        }
        if (coded) {
            return Framing.UNTIL_CLOSE;
        }
        return contentLength > 0 ? Framing.LENGTH : contentLength == 0 ? Framing.NONE : noFraming();
    }

    private Framing noFraming() {
        return response ? Framing.UNTIL_CLOSE : Framing.NONE;
    }

    private void chunkSize(byte[] line, int length) {
        long size = Http1Text.chunkSize(line, length);
        headerBytes = 0;
        if (size == NOTHING) {
            malformed(Http1Texts.VARIANT_CHUNK_SIZE);
        } else if (size == 0) {
            next(State.TRAILERS);
        } else {
            remaining = size;
            next(State.CHUNK_DATA);
        }
    }

    private void chunkEnd(int length) {
        if (length == 0) {
            next(State.CHUNK_SIZE);
        } else {
            malformed(Http1Texts.VARIANT_CHUNK_END);
        }
    }

    private void messageEnd() {
        next(State.START);
        headerBytes = 0;
        if (response) {
            dialog.responseEnds();
        } else {
            dialog.requestEnds();
        }
    }

    private void malformed(String what) {
        dialog.fault(response, what, lineOffset);
    }

    // -------------------------------------------------------------------------------------------------- state

    private void next(State to) {
        state = to;
    }

    /// Reads no further until [#resume()].
    void pause() {
        state = State.OPAQUE;
        lines.release();
    }

    /// A message may begin again.
    void resume() {
        state = State.START;
        headerBytes = 0;
    }

    boolean isPaused() {
        return state == State.OPAQUE;
    }

    @Override
    public boolean isIncomplete() {
        boolean between = state == State.START && lines.length() == 0;
        return !between && state != State.UNTIL_CLOSE && !isSuspended();
    }

    @Override
    public boolean isLost() {
        return isSuspended();
    }

    /// Whether nothing was read so far.
    boolean isAtBeginning() {
        return offset == 0;
    }

    @Override
    public long offset() {
        return offset;
    }

    /// Bytes of the current body.
    @Override
    public long received() {
        return received;
    }

    /// How long the current body should be, or [#UNKNOWN].
    @Override
    public long expected() {
        return state == State.BODY ? contentLength : UNKNOWN;
    }

    @Override
    public void release() {
        lines.release();
    }
}
