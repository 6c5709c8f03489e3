package dev.faultline.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.app.k8s.capture.ReportFuzzers;
import dev.faultline.app.k8s.exec.ErrorLineFuzzers;
import dev.faultline.app.store.FilterFuzzers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Every input kept for a fuzz target goes through it: seeds, and those that once showed a fault.
/// `lab/fuzz.sh` looks for more.
class FuzzCorpusTest {
    private static final Path INPUTS = Path.of("src/test/resources/fuzz");

    private static Map<String, Consumer<byte[]>> targets() {
        Map<String, Consumer<byte[]>> targets = new TreeMap<>();
        targets.putAll(ReportFuzzers.all());
        targets.putAll(ErrorLineFuzzers.all());
        targets.putAll(FilterFuzzers.all());
        return targets;
    }

    @TestFactory
    Stream<DynamicTest> inputsGoThroughTheirTarget() {
        return targets().entrySet().stream()
                .map(target -> DynamicTest.dynamicTest(target.getKey(), () -> {
                    for (Path input : inputs(target.getKey())) {
                        target.getValue().accept(Files.readAllBytes(input));
                    }
                }));
    }

    private static List<Path> inputs(String target) throws IOException {
        List<Path> inputs = new ArrayList<>();
        try (Stream<Path> files = Files.list(INPUTS.resolve(target))) {
            files.sorted().forEach(inputs::add);
        }
        assertThat(inputs).isNotEmpty();
        return inputs;
    }
}
