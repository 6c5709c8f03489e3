package dev.faultline.agent.telemetry;

import io.opentelemetry.exporter.internal.FailedExportException.HttpExportException;
import io.opentelemetry.sdk.common.CompletableResultCode;
import java.net.URI;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/// How it goes with one signal to its receiver: when to try next, and what to say, each thing once. For one thread.
final class Delivery {
    private static final long SHORTEST_PAUSE = 1_000_000_000L;
    private static final long LONGEST_PAUSE = 30_000_000_000L;

    private final String what;
    private final URI to;
    private final Consumer<String> say;
    private final LongSupplier nanoTime;
    private @Nullable Trouble trouble;
    private boolean delivered;
    private long pause = SHORTEST_PAUSE;
    private long next;

    /// What became of what was sent.
    enum Outcome {
        /// The receiver has it.
        DELIVERED,
        /// It may be sent again.
        AGAIN,
        /// The receiver will not have it, however often it is sent.
        REFUSED
    }

    /// Why something was not delivered.
    ///
    /// @param kind the text's key
    /// @param detail a few words for the text
    /// @param again whether the same may be sent again
    private record Trouble(String kind, String detail, boolean again) {
        String text() {
            return TelemetryTexts.text("trouble." + kind, detail);
        }
    }

    /// @param what the text's key of what is sent
    /// @param to the receiver, without secrets
    /// @param say takes sentences for people
    /// @param nanoTime as [System#nanoTime()]
    Delivery(String what, URI to, Consumer<String> say, LongSupplier nanoTime) {
        this.what = what;
        this.to = to;
        this.say = say;
        this.nanoTime = nanoTime;
        next = nanoTime.getAsLong();
    }

    /// Time until it may be tried, in nanoseconds; 0 or less when it may be now.
    long pause() {
        return next - nanoTime.getAsLong();
    }

    /// Something was sent.
    ///
    /// @param result what came of it; it is not waited for
    Outcome judge(CompletableResultCode result) {
        if (result.isDone() && result.isSuccess()) {
            succeeded();
            return Outcome.DELIVERED;
        }
        Trouble now = result.isDone() ? trouble(result.getFailureThrowable()) : new Trouble("slow", "", true);
        if (trouble == null || !trouble.kind().equals(now.kind())) {
            say.accept(TelemetryTexts.text("failing", TelemetryTexts.text(what), to, now.text()));
        }
        trouble = now;
        next = nanoTime.getAsLong() + pause;
        pause = Math.min(LONGEST_PAUSE, 2 * pause);
        return now.again() ? Outcome.AGAIN : Outcome.REFUSED;
    }

    private void succeeded() {
        if (trouble != null || !delivered) {
            say.accept(TelemetryTexts.text(trouble == null ? "delivered" : "again", TelemetryTexts.text(what), to));
        }
        delivered = true;
        trouble = null;
        pause = SHORTEST_PAUSE;
        next = nanoTime.getAsLong();
    }

    private static Trouble trouble(@Nullable Throwable failure) {
        if (failure instanceof HttpExportException http && http.getResponse() != null) {
            return status(http.getResponse().getStatusCode());
        }
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SSLException) {
                return new Trouble("tls", String.valueOf(cause.getMessage()), true);
            }
        }
        return new Trouble("unreachable", reason(failure), true);
    }

    /// Which answers allow another try says OTLP's specification.
    private static Trouble status(int status) {
        return switch (status) {
            case 401, 403, 404 -> new Trouble(Integer.toString(status), "", false);
            case 429, 502, 503, 504 -> new Trouble("busy", Integer.toString(status), true);
            default -> new Trouble("status", Integer.toString(status), false);
        };
    }

    /// The innermost cause that says something.
    private static String reason(@Nullable Throwable failure) {
        String reason = "";
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            String message = cause.getMessage();
            reason = message == null ? cause.getClass().getSimpleName() : message;
        }
        return reason;
    }
}
