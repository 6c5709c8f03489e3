package dev.faultline.engine.l7;

import dev.faultline.engine.tcp.TcpConnection;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// One connection of a protocol in which a client asks and a server answers, each in messages with their
/// length. Knows which requests wait, and for how long; a protocol says what its messages mean.
public abstract class ExchangeDialog extends Dialog {
    /// Time for the beginning of an answer, unless a protocol says otherwise, nanoseconds.
    public static final long PATIENCE = TimeUnit.SECONDS.toNanos(10);

    private static final long AT_ONCE = TimeUnit.MILLISECONDS.toNanos(100);

    private String protocol;
    private final ExchangeListener listener;
    private final WaitingRequests waiting = new WaitingRequests();
    private @Nullable StreamReader fromClient;
    private @Nullable StreamReader fromServer;
    private boolean done;
    private boolean doubted;
    private boolean confirmed;
    private boolean ended;
    private long clientClosed;
    /// Answered when the client had already closed; perhaps it still listens.
    private @Nullable Transaction late;

    /// @param protocol its name in findings
    protected ExchangeDialog(
            TcpConnection connection, StreamMemory memory, String protocol, ExchangeListener listener) {
        super(connection, memory);
        this.protocol = protocol;
        this.listener = listener;
    }

    /// Sets who reads the two directions from now on.
    protected final void readers(StreamReader client, StreamReader server) {
        fromClient = client;
        fromServer = server;
    }

    private StreamReader reader(boolean client) {
        StreamReader reader = client ? fromClient : fromServer;
        if (reader == null) {
            throw new IllegalStateException("no readers");
        }
        return reader;
    }

    /// The name of the protocol in findings.
    public final String protocol() {
        return protocol;
    }

    /// The two ends have agreed on another protocol.
    protected final void speaks(String other) {
        protocol = other;
    }

    // ------------------------------------------------------------------------------------------ for protocols

    /// A request is complete.
    ///
    /// @param patience nanoseconds, or [Transaction#ENDLESS]
    protected final Transaction asked(String method, @Nullable String path, long patience) {
        Transaction request = asking(method, path, patience);
        sent(request);
        return request;
    }

    /// A request has begun; [#sent(Transaction)] is to follow.
    protected final Transaction asking(String method, @Nullable String path, long patience) {
        Transaction request = new Transaction(method, path, patience, time(), frame(), position());
        if (!waiting.add(request)) {
            finished();
        }
        return request;
    }

    /// All of a request that [#asking] told has come.
    protected final void sent(Transaction request) {
        request.sent(time(), !reader(false).isLost(), missedBytes());
        watch(request);
    }

    private void watch(Transaction request) {
        if (request.patience() > 0 && !isArmed()) {
            wake(request.patience());
        }
    }

    /// The request that has waited for longest, or null.
    protected final @Nullable Transaction oldest() {
        return waiting.oldest();
    }

    /// The answer to `request` has begun.
    protected final void answering(Transaction request) {
        if (request.isTold() && !request.isAnswering()) {
            listener.onAnsweredLate(this, request, time() - request.time());
        }
        if (late == null && !request.isAnswering() && !request.isTold() && isGivenUp(request)) {
            late = request;
        }
        request.answering();
    }

    /// The answer to `request` is complete; the next one waits from now on.
    protected final void answered(Transaction request) {
        answering(request);
        waiting.remove(request);
        Transaction next = isInOrder() ? waiting.oldest() : null;
        if (next != null && next.isComplete()) {
            next.due(time());
            watch(next);
        }
    }

    /// No answer to `request` is expected any more.
    protected final void drop(Transaction request) {
        waiting.remove(request);
    }

    /// The client no longer waits for the answer to `request`.
    protected final void abandoned(Transaction request) {
        unanswered(request, Ending.CLIENT_CLOSED);
    }

    /// The answer to `request` ended before it was complete, at no length that was announced.
    protected final void cutShort(@Nullable Transaction request, Ending ending) {
        if (isSure()) {
            listener.onTruncated(this, false, request, ending, 0, -1);
        }
    }

    /// Nothing that was asked will be answered in order any more.
    protected final void forgetAll() {
        waiting.clear();
    }

    /// Only what was asked last can still be answered in order.
    protected final void forgetAllButLast() {
        waiting.keepLast();
    }

    /// What comes from now on can be no consequence of what was not captured.
    protected final void confirmed() {
        confirmed = true;
    }

    protected final boolean isConfirmed() {
        return confirmed;
    }

    /// Whether silence of an end proves something.
    protected final boolean isSure() {
        return !doubted && isWhole() && !hasGaps();
    }

    /// Whether bytes that were not captured left it open where messages begin.
    protected final boolean isDoubted() {
        return doubted;
    }

    /// From now on, what is missing may just not be understood.
    protected final void doubt() {
        doubted = true;
    }

    /// Whether silence proves that a request was not answered: nothing was missed since it was asked.
    private boolean isSureOf(Transaction request) {
        return isWhole() && request.isFollowed(missedBytes()) && !isAheadOfCapture();
    }

    protected final void report(@Nullable Transaction request, ReportedError error) {
        listener.onError(this, request, error);
    }

    protected final void unrequested() {
        unrequested(0);
    }

    /// An answer came although nothing had been asked.
    protected final void unrequested(int status) {
        if (isSure()) {
            listener.onUnrequested(this, status);
        }
    }

    /// The server answered with a TLS alert.
    protected final void answeredByTls(Transaction request) {
        listener.onTlsAlert(this, request);
        finished();
    }

    /// Reports that no message can begin where one was to come, and reads no further.
    ///
    /// @param what key of what was to come
    protected final void malformed(boolean client, String what, long offset) {
        if (confirmed && isSure()) {
            listener.onMalformed(this, client, client ? waiting.incomplete() : oldest(), what, offset);
        }
        finished();
    }

    /// Reports that a message makes no sense, and reads on.
    protected final void senseless(boolean client, @Nullable Transaction request, String what, long offset) {
        if (isSure()) {
            listener.onMalformed(this, client, request, what, offset);
        }
    }

    /// The client has said that it will ask no more: however it ends the connection, it ends it in order.
    protected final void clientLeaves() {
        connection().clientEnd().leaves();
    }

    /// The server is to end the connection without a word.
    protected final void goodbye() {
        ended = true;
        waiting.clear();
    }

    /// Nothing more is to be read.
    protected final void finished() {
        done = true;
        giveUp();
    }

    protected final boolean isFinished() {
        return done;
    }

    // ------------------------------------------------------------------------------------------------- stream

    @Override
    protected void data(boolean client, MemorySegment bytes, long at, int length) {
        reader(client).read(bytes, at, length);
    }

    @Override
    protected void missing(boolean client, int length) {
        if (!reader(client).skip(length)) {
            waiting.clear();
            doubted = true;
        }
    }

    @Override
    protected void closed(boolean client) {
        if (client) {
            clientClosed = time();
            if (isRequestCut()) {
                truncated(true, Ending.CLIENT_CLOSED);
                finished();
            }
            return;
        }
        ended(hasClientGivenUp() ? Ending.CLIENT_CLOSED : Ending.SERVER_CLOSED);
        finished();
    }

    /// Whether the last message of an end is not whole.
    protected final boolean isCut(boolean client) {
        return reader(client).isIncomplete();
    }

    /// Where the next byte of an end stands in its data, from 0.
    protected final long offset(boolean client) {
        return reader(client).offset();
    }

    /// Whether what the client sent last is not whole, and should be.
    protected boolean isRequestCut() {
        return isCut(true);
    }

    /// A client that only says that it has no more to ask does so at once.
    private boolean hasClientGivenUp() {
        Transaction first = waiting.oldest();
        return first != null && !first.isAnswering() && isGivenUp(first);
    }

    private boolean isGivenUp(Transaction request) {
        return clientClosed != 0 && request.isComplete() && clientClosed - request.time() > AT_ONCE;
    }

    @Override
    protected void reset(boolean byClient) {
        if (byClient && late != null && !ended && isSureOf(late) && late.patience() > 0) {
            listener.onUnanswered(this, late, Ending.CLIENT_CLOSED, clientClosed - late.time());
            late = null;
            return;
        }
        ended(byClient ? Ending.CLIENT_RESET : Ending.SERVER_RESET);
    }

    /// Nothing more will come from the server.
    protected void ended(Ending ending) {
        if (reader(false).isIncomplete()) {
            truncated(false, ending);
        } else if (ending.isReset() && isRequestCut()) {
            truncated(true, ending);
        } else {
            unanswered(waiting.firstUnanswered(isInOrder()), ending);
        }
    }

    private void truncated(boolean client, Ending ending) {
        if (isSure() && confirmed && !ended) {
            StreamReader reader = reader(client);
            Transaction request = client ? waiting.incomplete() : oldest();
            listener.onTruncated(this, client, request, ending, reader.received(), reader.expected());
        }
    }

    private void unanswered(@Nullable Transaction request, Ending ending) {
        if (request == null) {
            return;
        }
        boolean waits = !request.isAnswering() && !request.isTold() && !ended;
        boolean known = ending.isByClient() || ending == Ending.SERVER_CLOSED || ending == Ending.SERVER_RESET;
        if (waits && isSureOf(request) && (request.patience() > 0 || known && !ending.isByClient())) {
            long until = ending == Ending.CLIENT_CLOSED && clientClosed != 0 ? clientClosed : time();
            listener.onUnanswered(this, request, ending, Math.max(0, until - request.time()));
            request.told();
        }
    }

    @Override
    protected void timeout() {
        long next = waiting.overdue(time(), isInOrder(), request -> unanswered(request, Ending.TIMEOUT));
        if (next != WaitingRequests.NEVER) {
            wake(next);
        }
    }

    /// Whether answers come in the order of the requests, so that only the first one can be overdue.
    protected boolean isInOrder() {
        return true;
    }

    @Override
    protected void captureEnded() {
        Transaction first = waiting.firstUnanswered(isInOrder());
        if (first != null && first.patience() > 0 && !reader(false).isIncomplete()) {
            unanswered(first, Ending.CAPTURE_END);
        }
    }

    @Override
    protected void release() {
        reader(true).release();
        reader(false).release();
    }
}
