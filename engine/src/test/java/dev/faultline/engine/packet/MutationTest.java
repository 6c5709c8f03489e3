package dev.faultline.engine.packet;

import static dev.faultline.engine.packet.Frames.fragment;
import static dev.faultline.engine.packet.Frames.icmp;
import static dev.faultline.engine.packet.Frames.ipv4;
import static dev.faultline.engine.packet.Frames.text;

import dev.faultline.engine.packet.FrameCatalogue.Example;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Damages good frames at random, always the same way for the same seed.
class MutationTest {
    private static final int ROUNDS = 15_000;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void decoderStaysSaneWhateverTheBytes(long seed) {
        Random random = new Random(seed);
        List<Example> examples = examples();
        try (Decoding decoding = new Decoding()) {
            for (int i = 0; i < ROUNDS; i++) {
                Example example = examples.get(random.nextInt(examples.size()));
                byte[] bytes = example.bytes().clone();
                int changes = 1 + random.nextInt(4);
                for (int j = 0; j < changes; j++) {
                    bytes[random.nextInt(bytes.length)] = (byte) interesting(random);
                }
                int captured = random.nextInt(4) == 0 ? random.nextInt(bytes.length + 1) : bytes.length;
                int length = random.nextInt(4) == 0 ? random.nextInt() : bytes.length;
                SaneDecoding.check(decoding.cut(example.linkType(), bytes, captured, length));
            }
        }
    }

    private static int interesting(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> 0;
            case 1 -> 0xff;
            case 2 -> 1 << random.nextInt(8);
            default -> random.nextInt();
        };
    }

    private static List<Example> examples() {
        List<Example> examples = new ArrayList<>(FrameCatalogue.all());
        byte[] quote = ipv4(
                IpHeader.ICMP, icmp(3, 3, 0, FrameCatalogue.tunnels().getFirst().bytes()));
        examples.add(new Example("ICMP error", 101, quote, 0));
        for (int offset = 0; offset < 64; offset += 16) {
            examples.add(new Example("fragment", 101, fragment(IpHeader.UDP, 1, offset, offset < 48, text(16)), 0));
        }
        return examples;
    }
}
