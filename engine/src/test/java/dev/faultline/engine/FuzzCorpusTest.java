package dev.faultline.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.engine.capture.file.CaptureFuzzers;
import dev.faultline.engine.detect.ProtocolFuzzers;
import dev.faultline.engine.l7.http2.HeaderFuzzer;
import dev.faultline.engine.packet.PacketFuzzers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Every input kept for a fuzz target goes through it, as it is and changed at random (always in the same way):
/// seeds, and those that once showed a fault. `lab/fuzz.sh` looks for more.
class FuzzCorpusTest {
    private static final int CHANGED = 12;
    private static final Path INPUTS = Path.of("src/test/resources/fuzz");

    private static Map<String, Consumer<byte[]>> targets() {
        Map<String, Consumer<byte[]>> targets = new TreeMap<>();
        targets.putAll(ProtocolFuzzers.all());
        targets.putAll(PacketFuzzers.all());
        targets.putAll(CaptureFuzzers.all());
        targets.put("headers", HeaderFuzzer::fuzzerTestOneInput);
        return targets;
    }

    @TestFactory
    Stream<DynamicTest> inputsGoThroughTheirTarget() {
        return targets().entrySet().stream()
                .map(target -> DynamicTest.dynamicTest(target.getKey(), () -> {
                    for (Path input : inputs(target.getKey())) {
                        byte[] bytes = Files.readAllBytes(input);
                        target.getValue().accept(bytes);
                        Random random = new Random(bytes.length);
                        for (int i = 0; i < CHANGED; i++) {
                            target.getValue().accept(changed(bytes, random));
                        }
                    }
                }));
    }

    private static byte[] changed(byte[] bytes, Random random) {
        byte[] changed = bytes.clone();
        for (int i = random.nextInt(4); i >= 0 && changed.length > 0; i--) {
            int at = random.nextInt(changed.length);
            changed[at] = (byte) (random.nextBoolean() ? random.nextInt(256) : changed[at] ^ 1 << random.nextInt(8));
        }
        return changed;
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
