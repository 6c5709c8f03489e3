package dev.faultline.app.command;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// How well a few typed letters fit a text that has them in that order, perhaps with others between.
///
/// @param score the higher the better
/// @param positions of the letters in the text, ascending
public record FuzzyMatch(int score, List<Integer> positions) {
    private static final int LETTER = 1;
    private static final int NEXT_TO_EACH_OTHER = 5;
    private static final int BEGINS_A_WORD = 8;
    private static final int BEGINS_THE_TEXT = 4;

    public FuzzyMatch {
        positions = List.copyOf(positions);
    }

    /// The best way to find `query` in `text`; case and blanks do not count. Empty when the letters are not
    /// there. An empty query fits everything.
    public static Optional<FuzzyMatch> of(String query, String text) {
        String wanted = query.replace(" ", "").toLowerCase(Locale.ROOT);
        String lower = text.toLowerCase(Locale.ROOT);
        if (wanted.isEmpty()) {
            return Optional.of(new FuzzyMatch(0, List.of()));
        }
        if (wanted.length() > lower.length() || lower.length() != text.length()) {
            return Optional.empty();
        }
        return best(wanted, lower);
    }

    /// `scores[i][j]`: the best score of the first `i + 1` letters with the last of them at `j`.
    private static Optional<FuzzyMatch> best(String wanted, String text) {
        int[][] scores = new int[wanted.length()][text.length()];
        int[][] from = new int[wanted.length()][text.length()];
        for (int i = 0; i < wanted.length(); i++) {
            int bestBefore = -1;
            int bestBeforeAt = -1;
            for (int j = 0; j < text.length(); j++) {
                if (i > 0 && j > 0 && scores[i - 1][j - 1] > bestBefore) {
                    bestBefore = scores[i - 1][j - 1];
                    bestBeforeAt = j - 1;
                }
                scores[i][j] = -1;
                if (wanted.charAt(i) != text.charAt(j) || (i > 0 && bestBefore < 0)) {
                    continue;
                }
                int here = LETTER + bonus(text, j);
                scores[i][j] = here + Math.max(0, bestBefore);
                from[i][j] = bestBeforeAt;
                if (i > 0
                        && scores[i - 1][j - 1] >= 0
                        && scores[i - 1][j - 1] + here + NEXT_TO_EACH_OTHER > scores[i][j]) {
                    scores[i][j] = scores[i - 1][j - 1] + here + NEXT_TO_EACH_OTHER;
                    from[i][j] = j - 1;
                }
            }
        }
        return trace(scores, from);
    }

    private static Optional<FuzzyMatch> trace(int[][] scores, int[][] from) {
        int last = scores.length - 1;
        int at = -1;
        for (int j = 0; j < scores[last].length; j++) {
            if (scores[last][j] >= 0 && (at < 0 || scores[last][j] > scores[last][at])) {
                at = j;
            }
        }
        if (at < 0) {
            return Optional.empty();
        }
        int score = scores[last][at];
        ArrayDeque<Integer> positions = new ArrayDeque<>();
        for (int i = last; i >= 0; i--) {
            positions.addFirst(at);
            at = from[i][at];
        }
        return Optional.of(new FuzzyMatch(score, List.copyOf(positions)));
    }

    private static int bonus(String text, int at) {
        if (at == 0) {
            return BEGINS_A_WORD + BEGINS_THE_TEXT;
        }
        return Character.isLetterOrDigit(text.charAt(at - 1)) ? 0 : BEGINS_A_WORD;
    }
}
