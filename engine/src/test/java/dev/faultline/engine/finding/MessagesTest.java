package dev.faultline.engine.finding;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.engine.icmp.IcmpMeaning;
import java.io.IOException;
import java.lang.reflect.Field;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Compares the texts with the code that uses them, both ways.
class MessagesTest {
    private static final Properties TEXTS = Explainer.read();
    private static final List<Class<?>> HOLDERS = holders();
    private static final Explainer EXPLAINER = new Explainer();
    private static final Pattern PART = Pattern.compile("(.*\\.)?(title|detail|rule|cause\\.\\d+|next\\.\\d+)");

    private static List<Class<?>> holders() {
        List<Class<?>> holders = new ArrayList<>();
        try {
            Path classes = Path.of(Explainer.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            try (Stream<Path> files = Files.walk(classes)) {
                for (Path file :
                        files.filter(f -> f.toString().endsWith("Texts.class")).toList()) {
                    String name = classes.relativize(file)
                            .toString()
                            .replace(file.getFileSystem().getSeparator(), ".");
                    holders.add(Class.forName(name.substring(0, name.length() - ".class".length())));
                }
            }
        } catch (IOException | URISyntaxException | ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
        return holders;
    }

    /// The values of the constants of that prefix in all classes `…Texts`.
    private static Set<String> constants(String prefix) {
        Set<String> values = new TreeSet<>();
        for (Class<?> holder : HOLDERS) {
            values.addAll(constants(holder, prefix));
        }
        return values;
    }

    private static List<String> constants(Class<?> texts, String prefix) {
        List<String> values = new ArrayList<>();
        for (Field field : texts.getDeclaredFields()) {
            if (field.getName().startsWith(prefix)) {
                try {
                    field.setAccessible(true);
                    values.add((String) field.get(null));
                } catch (IllegalAccessException e) {
                    throw new LinkageError(field.getName(), e);
                }
            }
        }
        return values;
    }

    private static Set<String> keys(String prefix) {
        Set<String> keys = new TreeSet<>();
        for (String key : TEXTS.stringPropertyNames()) {
            if (key.startsWith(prefix)) {
                keys.add(key.substring(prefix.length()));
            }
        }
        return keys;
    }

    private static Set<String> variants() {
        Set<String> variants = new TreeSet<>(constants("VARIANT_"));
        for (int type = 0; type < 256; type++) {
            for (int code = 0; code < 256; code++) {
                variants.add(IcmpMeaning.of(4, type, code).variant());
                variants.add(IcmpMeaning.of(6, type, code).variant());
            }
        }
        return variants;
    }

    @ParameterizedTest
    @EnumSource(FindingKind.class)
    void everyKindHasTitleDetailCausesAndNextSteps(FindingKind kind) {
        Explanation explanation = EXPLAINER.explain(TestFindings.of(kind));

        assertThat(explanation.title()).isNotBlank().isNotEqualTo(kind.id()).hasSizeLessThan(60);
        assertThat(explanation.detail()).isNotBlank().isNotEqualTo(kind.id()).endsWith(".");
        assertThat(explanation.causes()).isNotEmpty();
        assertThat(explanation.next()).isNotEmpty();
        assertThat(explanation.detail()).doesNotContain("[[", "]]");
    }

    @ParameterizedTest
    @EnumSource(FindingKind.class)
    void everyKindCanBeReadAboutWithoutAnExample(FindingKind kind) {
        KindText text = EXPLAINER.about(kind);

        assertThat(text.title()).isNotBlank().isNotEqualTo(kind.id());
        assertThat(text.detail()).isNotBlank().doesNotContain("{", "[[");
        assertThat(text.causes()).isNotEmpty();
        assertThat(text.next()).isNotEmpty();
    }

    @Test
    void everyNoteHasAText() {
        assertThat(keys("note.")).isEqualTo(constants("NOTE_"));
    }

    @Test
    void everyReasonHasAText() {
        assertThat(keys("reason.")).isEqualTo(constants("REASON_"));
    }

    @Test
    void everyVariantHasTexts() {
        Set<String> missing = new TreeSet<>();
        for (String variant : variants()) {
            if (!variant.isEmpty()
                    && TEXTS.stringPropertyNames().stream().noneMatch(key -> key.contains("." + variant + "."))) {
                missing.add(variant);
            }
        }
        assertThat(missing).isEmpty();
    }

    @Test
    void everyTextIsOfAKnownKindAndVariant() {
        Set<String> variants = variants();
        Set<String> unused = new TreeSet<>();
        for (String key : TEXTS.stringPropertyNames()) {
            if (!key.startsWith("note.")
                    && !key.startsWith("reason.")
                    && !key.startsWith("word.")
                    && !isUsed(key, variants)) {
                unused.add(key);
            }
        }
        assertThat(unused).isEmpty();
    }

    private static boolean isUsed(String key, Set<String> variants) {
        if (key.startsWith("state.")) {
            return Arrays.stream(FindingState.values()).anyMatch(state -> key.equals("state." + state.id()));
        }
        String kind = Arrays.stream(FindingKind.values())
                .map(FindingKind::id)
                .filter(id -> key.startsWith(id + "."))
                .max(Comparator.comparingInt(String::length))
                .orElse("");
        String rest = kind.isEmpty() ? "" : key.substring(kind.length() + 1);
        if (!PART.matcher(rest).matches()) {
            return false;
        }
        String variant = rest.replaceFirst("\\.?(title|detail|rule|cause\\.\\d+|next\\.\\d+)$", "");
        return variant.isEmpty() || variants.stream().anyMatch(v -> (v + ".").startsWith(variant + "."));
    }

    @Test
    void causesAndNextStepsAreNumberedWithoutGaps() {
        Set<String> gaps = new TreeSet<>();
        for (String key : TEXTS.stringPropertyNames()) {
            int dot = key.lastIndexOf('.');
            String number = key.substring(dot + 1);
            if (number.matches("\\d+") && !number.equals("1")) {
                String before = key.substring(0, dot + 1) + (Integer.parseInt(number) - 1);
                if (!TEXTS.containsKey(before)) {
                    gaps.add(before);
                }
            }
        }
        assertThat(gaps).isEmpty();
    }
}
