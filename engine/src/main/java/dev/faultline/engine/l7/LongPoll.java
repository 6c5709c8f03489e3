package dev.faultline.engine.l7;

import java.util.Locale;

/// Requests whose client knows that the answer may take its time: long polls, watches, streams of events.
public final class LongPoll {
    private static final String[] WORDS = {"watch", "wait", "timeout", "poll", "follow", "stream"};

    private LongPoll() {}

    /// Whether a target, with its query, speaks of waiting.
    public static boolean isAsked(String target) {
        String lower = target.toLowerCase(Locale.ROOT);
        for (String word : WORDS) {
            if (lower.contains(word)) {
                return true;
            }
        }
        return false;
    }
}
