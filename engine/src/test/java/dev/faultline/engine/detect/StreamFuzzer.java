package dev.faultline.engine.detect;

import dev.faultline.engine.FuzzBudget;
import dev.faultline.engine.finding.Explainer;
import dev.faultline.engine.finding.Explanation;
import dev.faultline.engine.finding.Finding;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// What a fuzzer drives: bytes become what the two ends of a connection say, and go through the whole analysis,
/// from packets to the words of what was found.
///
/// An input is an octet whose lowest bit says whether the protocol's own beginning goes before, and then
/// pieces: an octet of flags, an octet of length, the bytes.
final class StreamFuzzer {
    static final int FROM_SERVER = 1;
    static final int GAP = 2;
    static final int CLOSE = 4;
    /// Not in order: with the next piece of the server, the other way round.
    static final int SWAPPED = 8;

    /// Two bytes may be a packet with a finding of its own.
    static final FuzzBudget BUDGET = new FuzzBudget(8 << 20, 32 << 10);

    private static final int LONGEST_TEXT = 512;
    private static final Explainer EXPLAINER = new Explainer();

    private final List<String> beginning;

    /// @param beginning what makes the protocol known: client and server in turn
    StreamFuzzer(String... beginning) {
        this.beginning = List.of(beginning);
    }

    /// Throws what the analysis throws, which is nothing if all is well.
    ///
    /// @throws AssertionError when it takes too much, or says what it should not
    void run(byte[] data) {
        if (data.length == 0) {
            return;
        }
        BUDGET.run(data.length, () -> findings(data).forEach(StreamFuzzer::check));
    }

    private List<Finding> findings(byte[] data) {
        Exchange exchange = Exchange.open();
        if ((data[0] & 1) != 0) {
            for (int i = 0; i < beginning.size(); i++) {
                piece(exchange, i % 2, beginning.get(i), "");
            }
        }
        String swapped = "";
        double time = 0.01;
        int at = 1;
        while (at + 2 <= data.length) {
            int flags = data[at] & 0xff;
            int length = Math.min(data[at + 1] & 0xff, data.length - at - 2);
            String text = new String(data, at + 2, length, StandardCharsets.ISO_8859_1);
            at += 2 + length;
            time += (flags >> 4) * 0.9 + 0.001;
            exchange.at(time);
            if ((flags & (SWAPPED | FROM_SERVER)) == (SWAPPED | FROM_SERVER) && swapped.isEmpty()) {
                swapped = text;
            } else {
                piece(exchange, flags, text, swapped);
                swapped = (flags & FROM_SERVER) != 0 ? "" : swapped;
            }
        }
        return exchange.later(time + 100).findings();
    }

    private static void piece(Exchange exchange, int flags, String text, String swapped) {
        boolean server = (flags & FROM_SERVER) != 0;
        if ((flags & GAP) != 0 && server) {
            exchange.serverMissing(text.length() + 1);
        }
        if (!server) {
            exchange.client(text);
        } else if (swapped.isEmpty()) {
            exchange.server(text);
        } else {
            exchange.serverSwapped(swapped, text);
        }
        if ((flags & CLOSE) != 0) {
            close(exchange, server, (flags & GAP) != 0);
        }
    }

    private static void close(Exchange exchange, boolean server, boolean reset) {
        if (server && reset) {
            exchange.serverResets();
        } else if (server) {
            exchange.serverCloses();
        } else if (reset) {
            exchange.clientResets();
        } else {
            exchange.clientCloses();
        }
    }

    /// What is told of untrusted bytes is short, can be printed, and has words.
    static void check(Finding finding) {
        finding.facts().forEach((name, value) -> {
            if (value instanceof String text) {
                checkText(finding, name, text);
            }
        });
        Explanation explanation = EXPLAINER.explain(finding);
        if (explanation.title().isBlank() || explanation.detail().isBlank()) {
            throw new AssertionError("no words for " + finding);
        }
    }

    private static void checkText(Finding finding, String name, String text) {
        if (text.length() > LONGEST_TEXT || text.chars().anyMatch(Character::isISOControl)) {
            throw new AssertionError(finding.kind().id() + " has the " + name + " " + text);
        }
    }
}
