package dev.faultline.engine.capture.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.MissingResourceException;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TextsTest {
    private static final Path SOURCES = Path.of("src/main/java/dev/faultline/engine/capture/file");
    private static final Pattern KEY =
            Pattern.compile("\"((?:file|empty|cut|unknown|damaged|limit|odd|packet)[a-z.]*)\"");

    private static Set<String> keysInCode() throws IOException {
        Set<String> keys = new TreeSet<>();
        try (Stream<Path> files = Files.list(SOURCES)) {
            files.filter(f -> f.toString().endsWith(".java"))
                    .forEach(f -> KEY.matcher(code(f)).results().forEach(r -> keys.add(r.group(1))));
        }
        Arrays.stream(ForeignFormat.values()).forEach(f -> keys.add(f.key()));
        return keys;
    }

    private static String code(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void everyTextIsUsedAndEveryUsedTextIsThere() throws IOException {
        Set<String> texts = Texts.all().stringPropertyNames();

        assertThat(texts).isEqualTo(keysInCode().stream().collect(Collectors.toUnmodifiableSet()));
    }

    @Test
    void argumentsAreFilledIn() {
        assertThat(Texts.text("cut.header", 7)).contains("after 7 bytes");
    }

    @Test
    void unknownTextIsAMistakeOfTheProgram() {
        assertThatThrownBy(() -> Texts.text("nothing")).isInstanceOf(MissingResourceException.class);
    }
}
