package dev.faultline.app.ui.filter;

import dev.faultline.app.filter.FilterFields.Field;
import dev.faultline.app.ui.filter.FilterToken.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedSet;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Knows what can come next in a filter: a field, then an operator of its type, then a value, then what joins
/// it to the next condition.
public final class FilterCompletion {
    private static final int MAX_SUGGESTIONS = 50;
    private static final List<String> JOINTS = List.of("&&", "||");
    private static final Set<String> BEFORE_FIELD = Set.of("&&", "||", "!", "?", ":");

    private final Map<String, Field> fields = new LinkedHashMap<>();
    private final Function<Field, List<String>> operators;
    private final Function<String, List<String>> seen;

    /// @param fields of the language, in the order in which they are offered
    /// @param operators that make sense behind a field
    /// @param seen values that findings have in the field of that name, as they are written in a filter
    public FilterCompletion(
            List<Field> fields, Function<Field, List<String>> operators, Function<String, List<String>> seen) {
        fields.forEach(field -> this.fields.put(field.name(), field));
        this.operators = operators;
        this.seen = seen;
    }

    /// What fits behind the text before the caret, the best first; nothing when the caret stands in a string of
    /// free text.
    public List<Suggestion> suggest(String text, int caret) {
        String before = text.substring(0, caret);
        List<FilterToken> tokens = new ArrayList<>(FilterSyntax.tokens(before));
        tokens.removeIf(token -> before.substring(token.start(), token.end()).isBlank());
        FilterToken typed = typed(tokens, caret);
        if (typed != null) {
            tokens.removeLast();
        }
        int start = typed == null ? caret : typed.start();
        String word = before.substring(start);
        Field called = fields.get(method(word));
        if (called != null && !called.name().equals(word)) {
            int dot = start + word.lastIndexOf('.');
            return matching(described(methods(called)), before.substring(dot), dot, caret);
        }
        return matching(candidates(before, tokens), word, start, caret);
    }

    /// The piece that the caret is at the end of, unless that is a bracket.
    private static @Nullable FilterToken typed(List<FilterToken> tokens, int caret) {
        if (tokens.isEmpty()) {
            return null;
        }
        FilterToken last = tokens.getLast();
        return last.end() == caret && last.kind() != Kind.OTHER ? last : null;
    }

    /// What can come behind these pieces, with its description.
    private Map<String, String> candidates(String text, List<FilterToken> tokens) {
        if (tokens.isEmpty()) {
            return fieldNames();
        }
        FilterToken last = tokens.getLast();
        String word = word(text, last);
        Field field = fields.get(word);
        if (field != null) {
            return described(operators.apply(field).stream()
                    .filter(operator -> !operator.startsWith("."))
                    .toList());
        }
        Field compared = compared(text, tokens);
        return switch (last.kind()) {
            case OPERATOR -> BEFORE_FIELD.contains(word) ? fieldNames() : values(compared);
            case OTHER -> word.endsWith("(") && compared == null ? fieldNames() : afterBracket(word, compared);
            case KEYWORD -> word.equals("in") ? values(compared) : described(JOINTS);
            case WORD, STRING, NUMBER -> described(JOINTS);
        };
    }

    private Map<String, String> afterBracket(String bracket, @Nullable Field compared) {
        boolean closes = bracket.endsWith("]") || bracket.endsWith(")");
        return closes ? described(JOINTS) : values(compared);
    }

    /// The field whose value is being written, or null.
    private @Nullable Field compared(String text, List<FilterToken> tokens) {
        for (FilterToken token : tokens.reversed()) {
            String word = word(text, token);
            if (JOINTS.contains(word)) {
                return null;
            }
            Field field = fields.get(method(word));
            if (field != null) {
                return field;
            }
        }
        return null;
    }

    /// The field in a call such as `src.pod.name.startsWith`.
    private String method(String word) {
        int dot = word.lastIndexOf('.');
        return fields.containsKey(word) || dot < 0 ? word : word.substring(0, dot);
    }

    /// The functions that are called on a field, with their dots.
    private List<String> methods(Field field) {
        return operators.apply(field).stream()
                .filter(operator -> operator.startsWith("."))
                .toList();
    }

    private Map<String, String> fieldNames() {
        Map<String, String> names = new LinkedHashMap<>();
        fields.values().forEach(field -> names.put(field.name(), field.description()));
        return names;
    }

    private Map<String, String> values(@Nullable Field field) {
        if (field == null) {
            return Map.of();
        }
        SequencedSet<String> values = new LinkedHashSet<>(field.values());
        values.addAll(seen.apply(field.name()));
        return described(List.copyOf(values));
    }

    private static Map<String, String> described(List<String> words) {
        Map<String, String> described = new LinkedHashMap<>();
        words.forEach(word -> described.put(word, ""));
        return described;
    }

    private static List<Suggestion> matching(Map<String, String> candidates, String typed, int start, int end) {
        String wanted = bare(typed);
        List<Suggestion> beginning = new ArrayList<>();
        List<Suggestion> containing = new ArrayList<>();
        candidates.forEach((word, description) -> {
            String candidate = bare(word);
            if (candidate.startsWith(wanted) && !word.equals(typed)) {
                beginning.add(new Suggestion(word, start, end, description));
            } else if (candidate.contains(wanted) && !word.equals(typed)) {
                containing.add(new Suggestion(word, start, end, description));
            }
        });
        beginning.addAll(containing);
        return List.copyOf(beginning.subList(0, Math.min(beginning.size(), MAX_SUGGESTIONS)));
    }

    /// Without quotes and in small letters: how words are compared.
    private static String bare(String word) {
        return word.replaceAll("^[\"']|[\"']$", "").toLowerCase(Locale.ROOT);
    }

    private static String word(String text, FilterToken token) {
        return text.substring(token.start(), token.end()).strip();
    }
}
