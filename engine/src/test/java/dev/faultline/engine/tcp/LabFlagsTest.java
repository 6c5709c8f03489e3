package dev.faultline.engine.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.engine.capture.CaptureSource;
import dev.faultline.engine.capture.file.CaptureFiles;
import dev.faultline.engine.common.Limits;
import dev.faultline.engine.finding.Finding;
import dev.faultline.engine.pipeline.Analysis;
import dev.faultline.engine.pipeline.AnalysisListener;
import dev.faultline.engine.pipeline.AnalysisOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The flags of every frame of the lab's captures are those that tshark 4.0 gave (`flags.jsonl`).
class LabFlagsTest {
    private static final Path CAPTURES = Path.of("../lab/captures");
    private static final Pattern NAME = Pattern.compile("\"name\":\"([^\"]+)\",\"streams\":(\\d+)");
    private static final Pattern FLAG = Pattern.compile("\"(\\w+)\":\\[([0-9,]+)\\]");

    private int streams;

    private static Stream<String> captures() throws IOException {
        return Files.readAllLines(CAPTURES.resolve("flags.jsonl")).stream();
    }

    @ParameterizedTest
    @MethodSource("captures")
    void flagsAndStreamsAreThoseOfWireshark(String truth) throws IOException {
        Matcher name = NAME.matcher(truth);
        assertThat(name.find()).isTrue();

        assertThat(flags(name.group(1))).isEqualTo(expected(truth));
        assertThat(streams).isEqualTo(Integer.parseInt(name.group(2)));
    }

    private static Map<Long, String> expected(String truth) {
        Map<Long, String> flags = new TreeMap<>();
        for (String flag : AnalysisFlags.names(-1)) {
            Matcher found = FLAG.matcher(truth);
            while (found.find()) {
                if (found.group(1).equals(flag)) {
                    Stream.of(found.group(2).split(",", -1))
                            .map(Long::valueOf)
                            .forEach(frame -> flags.merge(frame, flag, (one, other) -> one + " " + other));
                }
            }
        }
        return flags;
    }

    private Map<Long, String> flags(String capture) throws IOException {
        Map<Long, String> flags = new TreeMap<>();
        AnalysisOptions options = AnalysisOptions.of(capture);
        AnalysisOptions withFlags =
                new AnalysisOptions(options.identity(), options.limits(), options.staleTimeout(), true, 1);
        try (CaptureSource source = CaptureFiles.open(CAPTURES.resolve(capture), Limits.DEFAULT)) {
            streams = Analysis.run(source, withFlags, new AnalysisListener() {
                        @Override
                        public void onFinding(Finding finding) {}

                        @Override
                        public void onFlags(long frame, int tcpStream, int bits) {
                            flags.put(frame, String.join(" ", AnalysisFlags.names(bits)));
                        }
                    })
                    .tcpStreams();
        }
        return flags;
    }
}
