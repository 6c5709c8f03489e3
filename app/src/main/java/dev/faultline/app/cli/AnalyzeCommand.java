package dev.faultline.app.cli;

import dev.faultline.app.session.CaptureIdentity;
import dev.faultline.engine.capture.CaptureSource;
import dev.faultline.engine.capture.file.CaptureFiles;
import dev.faultline.engine.common.Limits;
import dev.faultline.engine.pipeline.Analysis;
import dev.faultline.engine.pipeline.AnalysisOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `faultline analyze FILE…`: analyses without a window.
@Command(name = "analyze", mixinStandardHelpOptions = true)
final class AnalyzeCommand implements Callable<Integer> {
    @Parameters(arity = "1..*", paramLabel = "FILE")
    private List<Path> files = List.of();

    @Override
    public Integer call() throws IOException {
        for (Path file : files) {
            try (CaptureSource source = CaptureFiles.open(file, Limits.DEFAULT)) {
                Analysis.run(source, AnalysisOptions.of(CaptureIdentity.of(file).toString()), finding -> {});
            }
        }
        return 0;
    }
}
