package dev.faultline.engine.finding;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Says a finding in plain words, from `messages.properties`. Immutable; may be used by several threads.
///
/// The conventions of that file stand in the documentation of this package.
public final class Explainer {
    /// The fact that chooses among the texts of a kind: words with dots, the most general first.
    public static final String VARIANT = "variant";

    private static final String VALUE = "VALUE";
    private static final String UNKNOWN = "\u2026";
    private static final String RESOURCE = "messages.properties";

    private final Map<String, Template> templates = new HashMap<>();

    public Explainer() {
        this(read());
    }

    Explainer(Properties texts) {
        texts.forEach((key, text) -> templates.put((String) key, Template.of((String) text)));
    }

    static Properties read() {
        Properties texts = new Properties();
        try (InputStream in = Explainer.class.getResourceAsStream(RESOURCE);
                InputStreamReader reader =
                        new InputStreamReader(Objects.requireNonNull(in, RESOURCE), StandardCharsets.UTF_8)) {
            texts.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(RESOURCE, e);
        }
        return texts;
    }

    /// What happened, why, and what to do next.
    public Explanation explain(Finding finding) {
        FindingValues values = new FindingValues(finding);
        List<String> bases = bases(finding);
        return new Explanation(
                text(bases, ".title", values, finding.kind().id()),
                detail(bases, finding, values),
                list(bases, ".cause.", values),
                list(bases, ".next.", values));
    }

    /// What a kind of finding is, for those who read about it rather than of one that happened: in place of
    /// addresses and figures stand words.
    public KindText about(FindingKind kind) {
        List<String> bases = List.of(kind.id());
        Function<String, @Nullable Object> words = this::word;
        return new KindText(
                sentence(text(bases, ".title", name -> null, kind.id())),
                sentence(text(bases, ".detail", words, "")),
                text(bases, ".rule", words, ""),
                list(bases, ".cause.", words),
                steps(kind));
    }

    /// Steps of a page: in a command stands a name to put something in for, `THE_SERVER`.
    private List<String> steps(FindingKind kind) {
        List<String> steps = new ArrayList<>();
        for (int i = 1; templates.containsKey(kind.id() + ".next." + i); i++) {
            String key = kind.id() + ".next." + i;
            boolean command = Objects.requireNonNull(templates.get(key)).isCommand();
            String line = fill(key, command ? this::placeholder : this::word);
            if (line != null) {
                steps.add(line);
            }
        }
        return steps;
    }

    private String placeholder(String name) {
        String word = word(name);
        return word.equals(UNKNOWN) ? VALUE : word.toUpperCase(Locale.ROOT).replace(' ', '_');
    }

    private String word(String name) {
        Template word = templates.get("word." + name);
        return word == null ? UNKNOWN : Objects.requireNonNullElse(word.fill(any -> null), UNKNOWN);
    }

    private static String sentence(String text) {
        return text.isEmpty() ? text : Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }

    /// Why the confidence of a finding is not high, in sentences.
    public List<String> confidenceWhy(Finding finding) {
        FindingValues values = new FindingValues(finding);
        List<String> sentences = new ArrayList<>();
        for (String reason : finding.confidenceWhy()) {
            add(sentences, "reason." + reason, values);
        }
        return sentences;
    }

    /// The keys under which the texts of a finding are looked up, the most special first.
    private static List<String> bases(Finding finding) {
        List<String> bases = new ArrayList<>();
        String id = finding.kind().id();
        if (finding.facts().get(VARIANT) instanceof String variant) {
            for (String v = variant; !v.isEmpty(); v = v.substring(0, Math.max(0, v.lastIndexOf('.')))) {
                bases.add(id + "." + v);
            }
        }
        bases.add(id);
        return bases;
    }

    private String detail(List<String> bases, Finding finding, Function<String, @Nullable Object> values) {
        List<String> sentences = new ArrayList<>();
        sentences.add(text(bases, ".detail", values, finding.kind().id()));
        for (String note : finding.notes()) {
            add(sentences, "note." + note, values);
        }
        if (finding.state() != FindingState.FINAL) {
            add(sentences, "state." + finding.state().id(), values);
        }
        return String.join(" ", sentences);
    }

    /// The most special text all of whose values are known.
    private String text(List<String> bases, String part, Function<String, @Nullable Object> values, String otherwise) {
        for (String base : bases) {
            String text = fill(base + part, values);
            if (text != null) {
                return text;
            }
        }
        return otherwise;
    }

    /// The numbered texts of the most special base that has any.
    private List<String> list(List<String> bases, String part, Function<String, @Nullable Object> values) {
        List<String> lines = new ArrayList<>();
        for (String base : bases) {
            for (int i = 1; templates.containsKey(base + part + i); i++) {
                add(lines, base + part + i, values);
            }
            if (!lines.isEmpty()) {
                return lines;
            }
        }
        return lines;
    }

    private void add(List<String> lines, String key, Function<String, @Nullable Object> values) {
        String line = fill(key, values);
        if (line != null) {
            lines.add(line);
        }
    }

    private @Nullable String fill(String key, Function<String, @Nullable Object> values) {
        Template template = templates.get(key);
        return template == null ? null : template.fill(values);
    }
}
