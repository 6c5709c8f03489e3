package dev.faultline.engine.l7;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The requests of a connection whose answers are not complete, the oldest first.
final class WaitingRequests {
    /// That no request will be overdue.
    static final long NEVER = Long.MAX_VALUE;

    private static final int MOST = 1000;

    private final Deque<Transaction> requests = new ArrayDeque<>(2);

    /// Adds one, unless there are too many already.
    boolean add(Transaction request) {
        return requests.size() < MOST && requests.add(request);
    }

    void remove(Transaction request) {
        requests.remove(request);
    }

    void clear() {
        requests.clear();
    }

    /// Forgets all but the youngest.
    void keepLast() {
        while (requests.size() > 1) {
            requests.remove();
        }
    }

    /// The request that has waited for longest, or null.
    @Nullable
    Transaction oldest() {
        return requests.peek();
    }

    /// The request of which more is to come, or null.
    @Nullable
    Transaction incomplete() {
        Transaction last = requests.peekLast();
        return last == null || last.isComplete() ? null : last;
    }

    /// The first complete request whose answer has not begun, or null.
    ///
    /// @param inOrder whether answers come in the order of the requests
    @Nullable
    Transaction firstUnanswered(boolean inOrder) {
        for (Transaction request : requests) {
            if (!request.isAnswering()) {
                return request.isComplete() ? request : null;
            }
            if (inOrder) {
                return null;
            }
        }
        return null;
    }

    /// Names those that have waited for longer than they may. Requests that may wait forever do not hide others
    /// that may not.
    ///
    /// @param inOrder whether answers come in the order of the requests, so that only the first can be overdue
    /// @return nanoseconds until the next one is overdue, or [#NEVER]
    long overdue(long now, boolean inOrder, Consumer<Transaction> late) {
        long next = NEVER;
        for (Transaction request : requests) {
            if (request.isComplete() && request.patience() > 0 && !request.isAnswering() && !request.isTold()) {
                long left = request.time() + request.patience() - now;
                if (left <= 0) {
                    late.accept(request);
                } else {
                    next = Math.min(next, left);
                }
                if (inOrder) {
                    break;
                }
            }
        }
        return next;
    }
}
