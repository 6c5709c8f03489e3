package dev.faultline.engine.l7.http2;

import dev.faultline.engine.FuzzBudget;
import java.lang.foreign.MemorySegment;

/// What a fuzzer drives: blocks of compressed headers (RFC 7541) of one direction, one after the other, each
/// behind an octet of its length.
public final class HeaderFuzzer {
    private static final FuzzBudget BUDGET = new FuzzBudget(1 << 20, 4 << 10);

    private HeaderFuzzer() {}

    public static void fuzzerTestOneInput(byte[] data) {
        BUDGET.run(data.length, () -> decode(data));
    }

    private static void decode(byte[] data) {
        HeaderDecoder decoder = new HeaderDecoder(new HuffmanCode());
        MemorySegment bytes = MemorySegment.ofArray(data);
        int at = 0;
        boolean good = true;
        while (at < data.length && good) {
            int length = Math.min(data[at] & 0xff, data.length - at - 1);
            good = decoder.read(bytes, at + 1, length, HeaderFuzzer::check);
            at += 1 + length;
        }
    }

    private static void check(String name, String value) {
        if (!HeaderNames.isWanted(name) || value.length() > 200) {
            throw new AssertionError(name + " of " + value.length() + " characters is told");
        }
    }
}
