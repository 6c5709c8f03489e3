package dev.faultline.app.cli;

import dev.faultline.app.Messages;
import dev.faultline.app.live.StreamSource;
import dev.faultline.app.session.CaptureIdentity;
import dev.faultline.app.session.CapturesTogether;
import dev.faultline.engine.capture.CaptureSource;
import dev.faultline.engine.capture.file.CaptureFiles;
import dev.faultline.engine.common.Limits;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// A capture as the command line names it: a file, or `-` for standard input.
///
/// @param name as given
record CaptureInput(String name, List<Path> parts) {
    private static final String STANDARD_INPUT = "-";

    CaptureInput(String name) {
        this(name, List.of());
    }

    /// Several files as views of one network.
    static CaptureInput together(List<String> files) {
        return new CaptureInput(
                String.join(" + ", files), files.stream().map(Path::of).toList());
    }

    boolean isStandardInput() {
        return name.equals(STANDARD_INPUT);
    }

    Path path() {
        return Path.of(name);
    }

    String identity() throws IOException {
        if (!parts.isEmpty()) {
            return new CapturesTogether(parts).identity();
        }
        return (isStandardInput() ? CaptureIdentity.ofStream() : CaptureIdentity.of(path())).toString();
    }

    /// @param growing whether it is being captured: then it tells the time while nothing comes
    CaptureSource open(Terminal terminal, Limits limits, boolean growing) throws IOException {
        if (isStandardInput()) {
            InputStream in = new Unclosed(terminal.in());
            String label = Messages.text("cli.stdin");
            return growing ? StreamSource.open(in, label, limits) : CaptureFiles.open(in, label, limits);
        }
        return parts.isEmpty() ? open(path(), limits) : new CapturesTogether(parts).open(limits);
    }

    private static CaptureSource open(Path file, Limits limits) throws IOException {
        if (Files.isDirectory(file)) {
            throw new FileSystemException(file.toString(), null, Messages.text("cli.problem.folder"));
        }
        return CaptureFiles.open(file, limits);
    }

    /// Another thread may still wait for standard input when the command ends, and closing it would wait too.
    private static final class Unclosed extends FilterInputStream {
        Unclosed(InputStream in) {
            super(in);
        }

        @Override
        public void close() {
            // Standard input belongs to the process.
        }
    }
}
