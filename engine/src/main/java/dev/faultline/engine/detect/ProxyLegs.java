package dev.faultline.engine.detect;

import dev.faultline.engine.common.IpAddress;
import dev.faultline.engine.finding.FindingBook;
import dev.faultline.engine.finding.FindingClass;
import dev.faultline.engine.finding.FindingState;
import dev.faultline.engine.finding.OpenFinding;
import dev.faultline.engine.finding.Severity;
import dev.faultline.engine.flow.Flow;
import dev.faultline.engine.l7.HttpStatus;
import dev.faultline.engine.tcp.TcpConnection;
import dev.faultline.engine.tcp.TcpObserver;
import dev.faultline.engine.tcp.TcpReset;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Both legs of a proxy: its 502, 503 or 504 is only what became of the request that it made itself. Told by
/// time, and by the proxy's address or by what was asked: the request upstream lies within the one of the
/// client.
final class ProxyLegs implements TcpObserver {
    private static final int BAD_GATEWAY = 502;
    private static final int GATEWAY_TIMEOUT = 504;
    private static final int MOST = 256;
    /// The proxy's own request comes after the client's, and what is told of it up to a moment after the
    /// answer.
    private static final long SLACK = TimeUnit.MILLISECONDS.toNanos(20);

    private static final Set<FindingClass> CAUSES = EnumSet.of(
            FindingClass.CONNECTION,
            FindingClass.TIMEOUT,
            FindingClass.HALF_CONNECTION,
            FindingClass.DISSECTION,
            FindingClass.ICMP);

    private final FindingBook book;
    private final Deque<OpenFinding> troubles = new ArrayDeque<>();
    private final Deque<Answer> answers = new ArrayDeque<>();

    /// An answer of a proxy.
    private record Answer(OpenFinding finding, long begun, long time) {}

    ProxyLegs(FindingBook book) {
        this.book = book;
    }

    /// A server answered with an HTTP status: as a proxy, of the request that it made itself, or of its own.
    ///
    /// @param begun when its request came, nanoseconds since the epoch
    void answered(OpenFinding finding, int status, long begun, long time) {
        if (status >= BAD_GATEWAY && status <= GATEWAY_TIMEOUT) {
            answeredAsProxy(finding, begun, time);
        } else if (HttpStatus.isServerError(status)) {
            trouble(finding);
        }
    }

    private void answeredAsProxy(OpenFinding finding, long begun, long time) {
        Answer answer = new Answer(finding, begun, time);
        OpenFinding cause = null;
        for (OpenFinding trouble : troubles) {
            cause = isCause(trouble, answer) && (cause == null || hasSamePath(trouble, finding)) ? trouble : cause;
        }
        if (cause != null) {
            finding.partOf(cause);
        } else {
            add(answers, answer);
        }
        trouble(finding);
    }

    /// Something went wrong that may be why a proxy answers as it does.
    void trouble(OpenFinding finding) {
        if (finding.state() != FindingState.FINAL || troubles.contains(finding)) {
            return;
        }
        add(troubles, finding);
        for (Answer answer : answers) {
            if (isCause(finding, answer)) {
                answer.finding.partOf(finding);
                answers.remove(answer);
                return;
            }
        }
    }

    private static <T> void add(Deque<T> recent, T newest) {
        if (recent.size() == MOST) {
            recent.removeFirst();
        }
        recent.addLast(newest);
    }

    private static boolean isCause(OpenFinding trouble, Answer answer) {
        OpenFinding told = answer.finding;
        boolean within = trouble.first() >= answer.begun - SLACK && trouble.first() <= answer.time + SLACK;
        if (!within || trouble.flow().equals(told.flow()) || told.hasParent()) {
            return false;
        }
        IpAddress asker = trouble.flow().client().ip();
        if (trouble.fact("path") == null) {
            return asker.equals(told.flow().server().ip());
        }
        return hasSamePath(trouble, told);
    }

    private static boolean hasSamePath(OpenFinding trouble, OpenFinding told) {
        Object path = told.fact("path");
        return path != null
                && path.equals(trouble.fact("path"))
                && Objects.equals(told.fact("method"), trouble.fact("method"));
    }

    @Override
    public void onReset(TcpReset reset) {
        if (reset.isAccepted() && !reset.repeat()) {
            consider(reset.connection());
        }
    }

    @Override
    public void onRefusalSettled(TcpConnection connection) {
        consider(connection);
    }

    @Override
    public void onEnd(TcpConnection connection, End end, long time) {
        consider(connection);
    }

    private void consider(Flow flow) {
        OpenFinding cause = cause(flow);
        if (cause != null) {
            trouble(cause);
        }
    }

    private @Nullable OpenFinding cause(Flow flow) {
        return book.find(
                flow,
                f -> CAUSES.contains(f.kind().findingClass())
                        && f.severity().compareTo(Severity.WARNING) >= 0
                        && f.state() == FindingState.FINAL
                        && !f.hasParent());
    }
}
