package dev.faultline.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Compares the texts with the source that uses them, both ways.
class MessagesTest {
    private static final Path SOURCE = Path.of("src/main/java");
    private static final Pattern LITERAL = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"");
    private static final Pattern CONSTANT = Pattern.compile("\\b[A-Z][A-Z0-9_]+\\b");
    private static final Pattern NEXT_WORD = Pattern.compile("_([a-z])");
    private static final Pattern DIRECT =
            Pattern.compile("Messages\\s*\\.text\\(\\s*\"([^\"]*)\"\\s*[,)]", Pattern.DOTALL);
    private static final List<String> COUNTED = List.of(".1", ".n");

    /// Picocli finds the help of commands by their names.
    private static final String COMMAND_LINE = "faultline.";

    private final Properties texts = texts();
    private final List<String> sources = sources();
    private final Set<String> literals = find(LITERAL, 1);

    @Test
    void everyKeyThatTheSourceNamesHasAText() {
        Set<String> missing = new TreeSet<>(find(DIRECT, 1));
        missing.removeIf(texts::containsKey);

        assertThat(missing).isEmpty();
    }

    @Test
    void everyTextIsUsed() {
        Set<String> words = new HashSet<>(literals);
        for (String constant : find(CONSTANT, 0)) {
            String lower = constant.toLowerCase(Locale.ROOT);
            words.add(lower);
            words.add(NEXT_WORD
                    .matcher(lower)
                    .replaceAll(letter -> letter.group(1).toUpperCase(Locale.ROOT)));
        }
        List<String> prefixes =
                literals.stream().filter(literal -> literal.endsWith(".")).toList();

        Set<String> unused = new TreeSet<>(texts.stringPropertyNames());
        unused.removeIf(key -> key.startsWith(COMMAND_LINE) || isUsed(key, words, prefixes));

        assertThat(unused).isEmpty();
    }

    @Test
    void everyTextIsAFormatThatCanBeFilledIn() {
        Set<String> formats = new TreeSet<>(texts.stringPropertyNames());
        formats.removeIf(key -> key.startsWith(COMMAND_LINE));
        for (String key : formats) {
            assertThat(new MessageFormat(texts.getProperty(key), Locale.ENGLISH))
                    .as(key)
                    .isNotNull();
        }
    }

    /// A key stands in the source as it is, or as a prefix to which a word is added: an id, or the name of a
    /// constant.
    private static boolean isUsed(String key, Set<String> words, List<String> prefixes) {
        String whole = COUNTED.stream()
                .filter(key::endsWith)
                .map(end -> key.substring(0, key.length() - end.length()))
                .findFirst()
                .orElse(key);
        return words.contains(key) || isComposed(whole, words, prefixes);
    }

    private static boolean isComposed(String key, Set<String> words, List<String> prefixes) {
        return words.contains(key)
                || prefixes.stream()
                        .anyMatch(prefix -> key.startsWith(prefix)
                                && key.length() > prefix.length()
                                && isComposed(key.substring(prefix.length()), words, prefixes));
    }

    private Set<String> find(Pattern pattern, int group) {
        Set<String> found = new HashSet<>();
        for (String source : sources) {
            Matcher matcher = pattern.matcher(source);
            while (matcher.find()) {
                found.add(matcher.group(group));
            }
        }
        return found;
    }

    private static List<String> sources() {
        try (Stream<Path> files = Files.walk(SOURCE)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .map(MessagesTest::read)
                    .toList();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Properties texts() {
        Properties texts = new Properties();
        try (InputStream in =
                Objects.requireNonNull(Messages.class.getResourceAsStream("messages.properties"), "messages")) {
            texts.load(in);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return texts;
    }
}
