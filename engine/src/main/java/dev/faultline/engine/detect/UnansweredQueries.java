package dev.faultline.engine.detect;

import dev.faultline.engine.finding.OpenFinding;
import dev.faultline.engine.flow.Flow;

/// Hears which questions of DNS go unanswered, and that others do not.
interface UnansweredQueries {
    /// Nothing answered a question that was first sent at `sent`, nanoseconds since the epoch.
    ///
    /// @param finding that says so
    void onUnanswered(Flow flow, long sent, OpenFinding finding);

    /// A question was answered, whatever the answer says.
    void onQueryAnswered(long time);
}
