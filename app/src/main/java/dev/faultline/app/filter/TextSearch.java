package dev.faultline.app.filter;

import dev.faultline.app.names.AddressName;
import dev.faultline.app.names.EndpointNames;
import dev.faultline.engine.finding.Explainer;
import dev.faultline.engine.finding.Finding;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Looks for words in what a table of findings shows, in any case. All words must be there; a text in quotes is
/// one word.
final class TextSearch implements FindingFilter {
    private static final Pattern WORDS = Pattern.compile("[\\p{L}\\p{N}._:/\\[\\]@-]+( +[\\p{L}\\p{N}._:/\\[\\]@-]+)*");
    private static final Pattern ENDPOINT_FIELD = Pattern.compile("(src|dst)\\..*");
    private static final Set<String> LANGUAGE = Set.of("in", "and", "or", "not", "true", "false");

    private final String text;
    private final List<String> words;
    private final EndpointNames names;
    private final Explainer explainer = new Explainer();

    private TextSearch(String text, List<String> words, EndpointNames names) {
        this.text = text;
        this.names = names;
        this.words = words.stream().map(word -> word.toLowerCase(Locale.ROOT)).toList();
    }

    /// The search for the words of `text`, or null when it is meant as an expression.
    static @Nullable TextSearch of(String text) {
        String trimmed = text.strip();
        if (isQuoted(trimmed)) {
            return new TextSearch(text, List.of(trimmed.substring(1, trimmed.length() - 1)), EndpointNames.NONE);
        }
        if (!WORDS.matcher(trimmed).matches()) {
            return null;
        }
        List<String> words = List.of(trimmed.split(" +"));
        boolean expression = words.stream().anyMatch(LANGUAGE::contains) || words.size() == 1 && isField(trimmed);
        return expression ? null : new TextSearch(text, words, EndpointNames.NONE);
    }

    private static boolean isQuoted(String text) {
        char quote = text.charAt(0);
        return text.length() > 2
                && (quote == '"' || quote == '\'')
                && text.indexOf(quote, 1) == text.length() - 1
                && text.charAt(text.length() - 2) != '\\';
    }

    private static boolean isField(String word) {
        return FilterFields.find(word) != null || ENDPOINT_FIELD.matcher(word).matches();
    }

    @Override
    public String text() {
        return text;
    }

    @Override
    public TextSearch with(EndpointNames known) {
        return new TextSearch(text, words, known);
    }

    @Override
    public boolean isTextSearch() {
        return true;
    }

    @Override
    public boolean test(Finding finding) {
        String shown = shown(finding).toLowerCase(Locale.ROOT);
        return words.stream().allMatch(shown::contains);
    }

    private static String words(AddressName name) {
        return String.join("\n", name.words());
    }

    private String shown(Finding finding) {
        return String.join(
                "\n",
                Stream.of(
                                explainer.explain(finding).title(),
                                finding.kind().id(),
                                finding.kind().findingClass().id(),
                                finding.kind().article(),
                                finding.severity().id(),
                                finding.transport().id(),
                                finding.src(),
                                finding.dst(),
                                finding.reporter(),
                                String.join("\n", finding.vantage()),
                                finding.id(),
                                RequestText.of(finding),
                                words(names.at(finding.src(), finding.first())),
                                words(names.at(finding.dst(), finding.first())))
                        .filter(Objects::nonNull)
                        .map(Object::toString)
                        .toList());
    }
}
