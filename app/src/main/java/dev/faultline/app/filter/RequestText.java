package dev.faultline.app.filter;

import dev.faultline.engine.finding.Finding;
import dev.faultline.engine.finding.TransactionFacts;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// The request behind a finding in one line, as tables, searches and exports have it.
public final class RequestText {
    private RequestText() {}

    /// What was asked, and what came of it where something did, such as `HTTP GET /orders \u2192 503`; null where
    /// there is no request.
    public static @Nullable String of(Finding finding) {
        TransactionFacts transaction = finding.transaction();
        if (transaction == null) {
            return null;
        }
        String outcome = transaction.outcome();
        return outcome == null ? transaction.request() : transaction.request() + " \u2192 " + outcome;
    }

    /// From the request to its answer, or to when none was expected any more, in nanoseconds; null where that
    /// is not known.
    public static @Nullable Long elapsed(Finding finding) {
        TransactionFacts transaction = finding.transaction();
        Duration elapsed = transaction == null ? null : transaction.elapsed();
        return elapsed == null ? null : elapsed.toNanos();
    }
}
