package dev.faultline.app.k8s;

import dev.faultline.app.k8s.Reachability.Reason;
import java.io.EOFException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.PortUnreachableException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.UnresolvedAddressException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/// Tells from an exception why a server was not reached.
final class Failures {
    private static final int DEEPEST = 20;

    private Failures() {}

    /// @param server that was to be reached
    static UnreachableException of(Throwable thrown, String server) {
        List<Throwable> causes = Stream.iterate(thrown, Objects::nonNull, Throwable::getCause)
                .limit(DEEPEST)
                .toList();
        for (Throwable cause : causes) {
            if (cause instanceof UnreachableException known) {
                return new UnreachableException(known);
            }
            if (cause instanceof RefusedCertificateException refused) {
                return new UnreachableException(refused.reason(), server, String.valueOf(refused.getMessage()));
            }
        }
        for (Throwable cause : causes) {
            Reason reason = reason(cause);
            if (reason != null) {
                String said = cause.getMessage();
                return new UnreachableException(reason, server, said == null ? "" : said);
            }
        }
        return new UnreachableException(Reason.CLOSED, server, thrown.toString());
    }

    static @Nullable Reason reason(Throwable cause) {
        return switch (cause) {
            case UnknownHostException e -> Reason.DNS;
            case UnresolvedAddressException e -> Reason.DNS;
            case SSLException e -> Reason.TLS;
            case SocketTimeoutException e -> Reason.TIMEOUT;
            case HttpTimeoutException e -> Reason.TIMEOUT;
            case TimeoutException e -> Reason.TIMEOUT;
            case NoRouteToHostException e -> Reason.NO_ROUTE;
            case PortUnreachableException e -> Reason.REFUSED;
            case ConnectException e -> Reason.REFUSED;
            case SocketException e when String.valueOf(e.getMessage()).contains("unreachable") -> Reason.NO_ROUTE;
            case SocketException e -> Reason.CLOSED;
            case EOFException e -> Reason.CLOSED;
            case ClosedChannelException e -> Reason.CLOSED;
            default -> null;
        };
    }
}
