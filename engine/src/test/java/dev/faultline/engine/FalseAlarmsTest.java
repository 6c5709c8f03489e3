package dev.faultline.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Holds `docs/false-alarms.md`: each trap has tests, and they exist.
class FalseAlarmsTest {
    private static final Path TABLE = Path.of("../docs/false-alarms.md");
    private static final Path TESTS = Path.of("src/test/java");
    private static final Pattern NAMED = Pattern.compile("`(\\w+Test)#(\\w+)`");

    @Test
    void eachTrapNamesTestsThatExist() throws IOException {
        List<String> rows = Files.readAllLines(TABLE).stream()
                .filter(line -> line.startsWith("| ") && !line.startsWith("| Trap"))
                .toList();

        assertThat(rows).isNotEmpty().allSatisfy(row -> {
            List<MatchResult> tests = NAMED.matcher(row).results().toList();
            assertThat(tests)
                    .isNotEmpty()
                    .allSatisfy(test -> assertThat(sources(test.group(1)))
                            .anySatisfy(source -> assertThat(source).contains("void " + test.group(2) + "(")));
        });
    }

    private static List<String> sources(String test) throws IOException {
        List<String> sources = new ArrayList<>();
        try (Stream<Path> files = Files.walk(TESTS)) {
            for (Path file : files.filter(path -> path.endsWith(test + ".java")).toList()) {
                sources.add(Files.readString(file));
            }
        }
        return sources;
    }
}
