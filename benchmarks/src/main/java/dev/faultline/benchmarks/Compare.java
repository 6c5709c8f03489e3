package dev.faultline.benchmarks;

import dev.faultline.engine.capture.CaptureSource;
import dev.faultline.engine.capture.file.CaptureFiles;
import dev.faultline.engine.common.Limits;
import dev.faultline.engine.pipeline.Analysis;
import dev.faultline.engine.pipeline.AnalysisOptions;
import dev.faultline.engine.pipeline.AnalysisResult;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/// Times the engine and the field's other programs on one capture, in one run, so that the figures can be
/// compared.
///
/// `Compare FILE [ROUNDS]`: programs that are not installed are left out. Prints packets per second and the
/// ratio to ours; the best of all rounds counts.
public final class Compare {
    private static final List<List<String>> OTHERS = List.of(
            List.of("capinfos", "-csuae", "{}"),
            List.of("tcpdump", "-r", "{}", "-w", "/dev/null"),
            List.of("tcptrace", "-n", "{}"),
            List.of("tshark", "-n", "-q", "-z", "expert", "-r", "{}"));

    private final Path file;
    private final int rounds;
    private final PrintStream out;

    private Compare(Path file, int rounds, PrintStream out) {
        this.file = file;
        this.rounds = rounds;
        this.out = out;
    }

    /// Runs the comparison.
    public static void main(String[] args) throws IOException, InterruptedException {
        if (args.length < 1) {
            throw new IllegalArgumentException("usage: Compare FILE [ROUNDS]");
        }
        new Compare(Path.of(args[0]), args.length > 1 ? Integer.parseInt(args[1]) : 5, System.out).run();
    }

    private void run() throws IOException, InterruptedException {
        out.printf("%s, %,d bytes%n", file.getFileName(), Files.size(file));
        double ours = engine();
        for (List<String> command : OTHERS) {
            double rate = other(command);
            if (rate > 0) {
                out.printf("%-12s %,14.0f packets/s   %.3f of faultline%n", command.getFirst(), rate, rate / ours);
            }
        }
    }

    private long packets;

    private double engine() throws IOException {
        double best = 0;
        for (int i = 0; i < rounds; i++) {
            LongAdder findings = new LongAdder();
            long start = System.nanoTime();
            try (CaptureSource source = CaptureFiles.open(file, Limits.DEFAULT)) {
                AnalysisResult result =
                        Analysis.run(source, AnalysisOptions.of("compare"), finding -> findings.increment());
                packets = result.capture().packets();
            }
            double rate = packets * 1e9 / (System.nanoTime() - start);
            out.printf("faultline    %,14.0f packets/s   round %d, %d findings told%n", rate, i + 1, findings.sum());
            best = Math.max(best, rate);
        }
        return best;
    }

    private double other(List<String> command) throws InterruptedException {
        List<String> words = new ArrayList<>(command);
        words.replaceAll(word -> word.equals("{}") ? file.toString() : word);
        double best = 0;
        for (int i = 0; i < Math.min(rounds, command.getFirst().equals("tshark") ? 1 : 3); i++) {
            long start = System.nanoTime();
            try {
                Process process = new ProcessBuilder(words)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
                if (process.waitFor() != 0) {
                    return 0;
                }
            } catch (IOException e) {
                return 0;
            }
            best = Math.max(best, packets * 1e9 / (System.nanoTime() - start));
        }
        return best;
    }
}
