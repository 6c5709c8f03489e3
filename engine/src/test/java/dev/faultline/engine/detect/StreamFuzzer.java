package dev.faultline.engine.detect;

import java.nio.charset.StandardCharsets;

/// What a fuzzer drives: bytes become what the two ends of a connection say, and go through the whole analysis.
/// Jazzer takes this class as a target as it stands.
public final class StreamFuzzer {
    private static final int FROM_SERVER = 1;
    private static final int GAP = 2;
    private static final int CLOSE = 4;

    private StreamFuzzer() {}

    /// Reads `data` as pieces: an octet of flags, an octet of length, the bytes. Throws what the analysis
    /// throws, which is nothing if all is well.
    public static void fuzzerTestOneInput(byte[] data) {
        Exchange exchange = Exchange.open();
        int at = 0;
        double time = 0.01;
        while (at + 2 <= data.length) {
            int flags = data[at] & 0xff;
            int length = Math.min(data[at + 1] & 0xff, data.length - at - 2);
            String text = new String(data, at + 2, length, StandardCharsets.ISO_8859_1);
            at += 2 + length;
            time += (flags >> 4) * 0.9 + 0.001;
            exchange.at(time);
            piece(exchange, flags, text);
        }
        exchange.later(time + 100).findings();
    }

    private static void piece(Exchange exchange, int flags, String text) {
        boolean server = (flags & FROM_SERVER) != 0;
        if ((flags & GAP) != 0 && server) {
            exchange.serverMissing(text.length() + 1);
        }
        if (server) {
            exchange.server(text);
        } else {
            exchange.client(text);
        }
        if ((flags & CLOSE) != 0 && (flags & GAP) != 0) {
            if (server) {
                exchange.serverCloses();
            } else {
                exchange.clientCloses();
            }
        }
    }
}
