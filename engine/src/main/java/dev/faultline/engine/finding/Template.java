package dev.faultline.engine.finding;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// One text with places for values: `{name}`, `{name:one|many}` for a number with its noun, and `[[a part that
/// is left out where a value in it is missing]]`.
final class Template {
    private static final Pattern PLACE = Pattern.compile("\\{([a-z][A-Za-z0-9._]*)(?::([^|{}]*)\\|([^|{}]*))?}");
    private static final String COMMAND = "$ ";

    private final List<Piece> pieces = new ArrayList<>();
    private final boolean command;

    /// @param text a template without optional parts
    private record Piece(String text, boolean optional) {}

    private Template(boolean command) {
        this.command = command;
    }

    static Template of(String text) {
        Template template = new Template(text.startsWith(COMMAND));
        int at = 0;
        while (at < text.length()) {
            int open = text.indexOf("[[", at);
            int close = open < 0 ? -1 : text.indexOf("]]", open);
            if (close < 0) {
                break;
            }
            template.pieces.add(new Piece(text.substring(at, open), false));
            template.pieces.add(new Piece(text.substring(open + 2, close), true));
            at = close + 2;
        }
        template.pieces.add(new Piece(text.substring(at), false));
        return template;
    }

    /// Whether it is a command to copy.
    boolean isCommand() {
        return command;
    }

    /// The text with its values, or null where one that is not optional is missing.
    ///
    /// @param values gives the value of a name, or null
    @Nullable
    String fill(Function<String, @Nullable Object> values) {
        StringBuilder filled = new StringBuilder();
        for (Piece piece : pieces) {
            String text = fill(piece.text, values);
            if (text != null) {
                filled.append(text);
            } else if (!piece.optional) {
                return null;
            }
        }
        return filled.toString();
    }

    private @Nullable String fill(String text, Function<String, @Nullable Object> values) {
        Matcher place = PLACE.matcher(text);
        StringBuilder filled = new StringBuilder();
        while (place.find()) {
            Object value = values.apply(place.group(1));
            String shown = value == null ? null : show(value, place.group(2), place.group(3));
            if (shown == null) {
                return null;
            }
            place.appendReplacement(filled, Matcher.quoteReplacement(shown));
        }
        return place.appendTail(filled).toString();
    }

    private @Nullable String show(Object value, @Nullable String one, @Nullable String many) {
        if (command) {
            return FactText.forCommand(value);
        }
        String text = FactText.of(value);
        if (one == null || many == null) {
            return text;
        }
        boolean single = value instanceof Number number && number.longValue() == 1;
        return text + " " + (single ? one : many);
    }
}
