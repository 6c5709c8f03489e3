package dev.faultline.engine.l7;

/// Requests whose client knows that the answer may take its time: long polls, watches, streams of events.
public final class LongPoll {
    private static final String[] WORDS = {"watch", "wait", "timeout", "poll", "follow", "stream"};

    private LongPoll() {}

    /// Whether a target, with its query, speaks of waiting.
    public static boolean isAsked(String target) {
        for (String word : WORDS) {
            if (target.contains(word)) {
                return true;
            }
        }
        return false;
    }
}
