package dev.faultline.app.store;

/// Something that happened while a session was captured, besides findings.
///
/// @param from nanoseconds since the epoch, in capture time
/// @param to the same for what took no time
/// @param place source or pod that it happened to
/// @param detail what is known besides, in the words of whoever told it; empty for nothing
/// @param count packets lost, restarts; -1 when unknown
public record SessionEvent(Kind kind, long from, long to, String place, String detail, long count) {
    /// What happened.
    public enum Kind {
        /// Capturing began.
        STARTED,
        /// Capturing ended.
        STOPPED,
        /// The connection to a source broke.
        BROKEN,
        /// It was opened again.
        RECONNECTED,
        /// A source is gone for good.
        LOST,
        /// A source could not see; all that happened meanwhile is unknown.
        BLIND,
        /// Packets were dropped, at some time from `from` on; known at `to`.
        DROPPED,
        /// A pod began to run.
        POD_STARTED,
        /// Containers of a pod were started again.
        POD_RESTARTED,
        /// A pod stopped running, or is ready no more; the detail says how the cluster calls it.
        POD_TROUBLE,
        /// A pod is gone.
        POD_GONE
    }

    /// One that took no time.
    public static SessionEvent at(Kind kind, long time, String place, String detail) {
        return new SessionEvent(kind, time, time, place, detail, -1);
    }
}
