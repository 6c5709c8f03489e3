package dev.faultline.engine.packet;

import dev.faultline.engine.FuzzBudget;
import dev.faultline.engine.common.Limits;
import dev.faultline.engine.common.TestLimits;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/// Targets for decoding: frames of every link layer, and fragments.
public final class PacketFuzzers {
    /// The set-up is the batch of the tests, and the decoder's own.
    private static final FuzzBudget BUDGET = new FuzzBudget(4 << 20, 4 << 10);

    private PacketFuzzers() {}

    /// All of them by the names of their folders of inputs.
    public static Map<String, Consumer<byte[]>> all() {
        Map<String, Consumer<byte[]>> all = new LinkedHashMap<>();
        all.put("frames", Frame::fuzzerTestOneInput);
        all.put("fragments", Fragments::fuzzerTestOneInput);
        return all;
    }

    /// A frame: two octets of link type, one that says how much was not captured, the bytes.
    public static final class Frame {
        private Frame() {}

        public static void fuzzerTestOneInput(byte[] data) {
            if (data.length < 3) {
                return;
            }
            BUDGET.run(data.length, () -> decode(data));
        }

        private static void decode(byte[] data) {
            try (Decoding decoding = new Decoding()) {
                int linkType = (data[0] & 0xff) << 8 | data[1] & 0xff;
                byte[] frame = Arrays.copyOfRange(data, 3, data.length);
                SaneDecoding.check(decoding.cut(linkType, frame, frame.length, frame.length + (data[2] & 0xff)));
            }
        }
    }

    /// IP packets one after the other, in little memory: two octets of length, an octet of seconds that pass
    /// before, the packet.
    public static final class Fragments {
        private static final int BYTES = 1 << 16;
        private static final int PACKETS = 8;
        private static final Limits LITTLE =
                TestLimits.with(TestLimits.with(Limits.DEFAULT, "fragmentBytes", BYTES), "fragmentPackets", PACKETS);

        private Fragments() {}

        public static void fuzzerTestOneInput(byte[] data) {
            BUDGET.run(data.length, () -> decode(data));
        }

        private static void decode(byte[] data) {
            try (Decoding decoding = new Decoding(new PacketDecoder(LITTLE))) {
                int at = 0;
                while (at + 3 <= data.length) {
                    int length = Math.min((data[at] & 0xff) << 8 | data[at + 1] & 0xff, data.length - at - 3);
                    decoding.sleep(data[at + 2] & 0x1f);
                    SaneDecoding.check(decoding.ip(Arrays.copyOfRange(data, at + 3, at + 3 + length)));
                    at += 3 + length;
                    int waiting = decoding.decoder().fragmentedWaiting();
                    if (waiting > PACKETS) {
                        throw new AssertionError(waiting + " packets wait");
                    }
                }
                decoding.decoder().end();
            }
        }
    }
}
