package dev.faultline.app.filter;

import dev.cel.common.CelIssue;
import dev.cel.common.CelSourceLocation;
import dev.faultline.app.Messages;
import java.util.Comparator;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Says what the CEL compiler complains of in the words of people, with the place in the text.
final class CelProblem {
    private static final Pattern PATH = Pattern.compile("[\\p{L}\\p{N}_.]+");
    private static final Pattern TOKEN = Pattern.compile("[\\p{L}\\p{N}_.]+|\\S");
    private static final Pattern NO_OVERLOAD = Pattern.compile(
            "found no matching overload for '(.+?)' applied to '(.*?)' \\(candidates.*", Pattern.DOTALL);
    private static final Pattern WRONG_RESULT = Pattern.compile("expected type 'bool' but found '(.+)'");
    private static final int NEAR = 2;

    private CelProblem() {}

    static FilterException of(String text, CelIssue issue) {
        int position = position(text, issue.getSourceLocation());
        String message = issue.getMessage();
        if (message.startsWith("undeclared reference")) {
            return undeclared(text, position);
        }
        Matcher overload = NO_OVERLOAD.matcher(message);
        if (overload.matches()) {
            String operator = overload.group(1).replaceAll("^_|_$|@|^!_", "").replace("_", "");
            return at(
                    text,
                    position,
                    "filter.error.overload",
                    operator,
                    overload.group(2).replaceAll("[()]", ""));
        }
        Matcher result = WRONG_RESULT.matcher(message);
        if (result.matches()) {
            return new FilterException(
                    Messages.text("filter.error.result", text.strip(), result.group(1)), start(text), length(text));
        }
        return syntax(text, position, message);
    }

    private static FilterException syntax(String text, int position, String message) {
        if (position >= text.length() || message.contains("'<EOF>'")) {
            return message.startsWith("missing ')'")
                    ? new FilterException(Messages.text("filter.error.parenthesis"), text.length(), 1)
                    : new FilterException(Messages.text("filter.error.end"), text.length(), 1);
        }
        String token = token(text, position);
        return switch (token) {
            case "=" -> at(text, position, "filter.error.equals");
            case "'", "\"" ->
                new FilterException(Messages.text("filter.error.quote"), position, text.length() - position);
            case "and", "or", "not" -> at(text, position, "filter.error.word", token, operator(token));
            case "&", "|" -> at(text, position, "filter.error.word", token, token + token);
            default -> at(text, position, "filter.error.syntax", token);
        };
    }

    private static String operator(String word) {
        return switch (word) {
            case "and" -> "&&";
            case "or" -> "||";
            default -> "!";
        };
    }

    private static FilterException undeclared(String text, int position) {
        if (text.startsWith("(", position) && position > 0) {
            String function = lastPath(text.substring(0, position));
            String name = function.substring(function.lastIndexOf('.') + 1);
            return new FilterException(
                    Messages.text("filter.error.function", name), position - name.length(), Math.max(1, name.length()));
        }
        String path = path(text, position);
        String near = nearest(path);
        String message = near == null
                ? Messages.text("filter.error.field", path)
                : Messages.text("filter.error.field.near", path, near);
        return new FilterException(message, position, Math.max(1, path.length()));
    }

    private static @Nullable String nearest(String path) {
        String lower = path.toLowerCase(Locale.ROOT);
        return FilterFields.all().stream()
                .map(FilterFields.Field::name)
                .filter(name -> distance(lower, name) <= NEAR || name.startsWith(lower + "."))
                .min(Comparator.comparingInt(name -> distance(lower, name)))
                .orElse(null);
    }

    /// Levenshtein's distance.
    private static int distance(String a, String b) {
        int[] previous = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] current = new int[b.length() + 1];
            current[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(replaced, 1 + Math.min(previous[j], current[j - 1]));
            }
            previous = current;
        }
        return previous[b.length()];
    }

    private static FilterException at(String text, int position, String key, Object... arguments) {
        int length = Math.max(1, token(text, position).length());
        return new FilterException(Messages.text(key, arguments), position, length);
    }

    private static String token(String text, int position) {
        Matcher matcher = TOKEN.matcher(text).region(Math.min(position, text.length()), text.length());
        return matcher.lookingAt() ? matcher.group() : "";
    }

    private static String path(String text, int position) {
        Matcher matcher = PATH.matcher(text).region(position, text.length());
        return matcher.lookingAt() ? matcher.group() : "";
    }

    private static String lastPath(String text) {
        Matcher matcher = PATH.matcher(text);
        String last = "";
        while (matcher.find()) {
            last = matcher.end() == text.length() ? matcher.group() : last;
        }
        return last;
    }

    private static int start(String text) {
        return text.length() - text.stripLeading().length();
    }

    private static int length(String text) {
        return Math.max(1, text.strip().length());
    }

    /// CEL counts lines from 1 and columns from 0, in code points.
    private static int position(String text, CelSourceLocation location) {
        int at = 0;
        for (int line = 1; line < location.getLine(); line++) {
            int end = text.indexOf('\n', at);
            if (end < 0) {
                break;
            }
            at = end + 1;
        }
        int left = text.codePointCount(at, text.length());
        return text.offsetByCodePoints(at, Math.clamp(location.getColumn(), 0, left));
    }
}
