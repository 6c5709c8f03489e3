package dev.faultline.engine.capture.file;

import dev.faultline.engine.FuzzBudget;
import dev.faultline.engine.capture.CaptureSource;
import dev.faultline.engine.capture.PacketBatch;
import dev.faultline.engine.common.Limits;
import dev.faultline.engine.common.TestLimits;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/// Targets for capture files: as they are, and compressed.
public final class CaptureFuzzers {
    private static final int PACKET = 1 << 16;
    private static final int BLOCK = 1 << 18;
    private static final Limits LITTLE =
            TestLimits.with(TestLimits.with(Limits.DEFAULT, "packetBytes", PACKET), "blockBytes", BLOCK);

    private CaptureFuzzers() {}

    /// All of them by the names of their folders of inputs.
    public static Map<String, Consumer<byte[]>> all() {
        Map<String, Consumer<byte[]>> all = new LinkedHashMap<>();
        all.put("capture", Plain::fuzzerTestOneInput);
        all.put("compressed", Compressed::fuzzerTestOneInput);
        return all;
    }

    /// Reads a capture to its end.
    private static void read(byte[] data) {
        long packets = 0;
        try (CaptureSource source = CaptureFiles.open(new ByteArrayInputStream(data), "fuzz", LITTLE);
                PacketBatch batch = new PacketBatch(1 << 12, 16)) {
            while (source.read(batch)) {
                for (int i = 0; i < batch.size(); i++) {
                    check(source, batch, i);
                    packets++;
                }
            }
            if (source.statistics().packets() != packets) {
                throw new AssertionError(source.statistics() + " after " + packets + " packets");
            }
        } catch (UnreadableCaptureException e) {
            // what is no capture is told so
        } catch (IOException e) {
            throw new AssertionError("memory cannot fail", e);
        }
    }

    private static void check(CaptureSource source, PacketBatch batch, int index) {
        int captured = batch.captured(index);
        batch.memory().asSlice(batch.offset(index), captured);
        if (captured > PACKET || source.interfaces().get(batch.interfaceId(index)) == null) {
            throw new AssertionError(captured + " bytes on interface " + batch.interfaceId(index));
        }
    }

    /// pcap in all its forms, pcapng, ERF.
    public static final class Plain {
        /// A block of a few bytes may be an interface.
        private static final FuzzBudget BUDGET = new FuzzBudget(4 << 20, 2 << 10);

        private Plain() {}

        public static void fuzzerTestOneInput(byte[] data) {
            BUDGET.run(data.length, () -> read(data));
        }
    }

    /// The same in gzip, bzip2, xz, zstd or lz4.
    public static final class Compressed {
        /// xz may set up 128 MB, the others less; a byte becomes up to some thousand, which are read piece by piece.
        private static final FuzzBudget BUDGET = new FuzzBudget(160 << 20, 64 << 10);

        private Compressed() {}

        public static void fuzzerTestOneInput(byte[] data) {
            BUDGET.run(data.length, () -> read(data));
        }
    }
}
