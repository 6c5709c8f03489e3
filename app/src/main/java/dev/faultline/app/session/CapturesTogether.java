package dev.faultline.app.session;

import dev.faultline.app.Messages;
import dev.faultline.engine.capture.CaptureSource;
import dev.faultline.engine.capture.CombinedSource;
import dev.faultline.engine.capture.file.CaptureFiles;
import dev.faultline.engine.common.Limits;
import dev.faultline.engine.correlate.ClockOffsets;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/// Captures of several places of one network, taken at the same time, as one.
///
/// @param files at least one
public record CapturesTogether(List<Path> files) {
    private static final Pattern EXTENSIONS = Pattern.compile(
            "(?<=.)(\\.(pcapng|pcap|cap|ntar|dmp))?(\\.(gz|bz2|xz|zst|lz4))?$", Pattern.CASE_INSENSITIVE);

    public CapturesTogether {
        files = List.copyOf(files);
    }

    /// What makes these captures the same ones wherever they lie.
    public String identity() throws IOException {
        StringBuilder identity = new StringBuilder();
        for (Path file : files) {
            identity.append(CaptureIdentity.of(file)).append('+');
        }
        return identity.toString();
    }

    /// Opens them as one, in order of time and by the clock of the first. Each file is read twice: its
    /// beginning, for how far its clock is ahead, and then all of it.
    ///
    /// @throws IOException when one of them cannot be read; the message is for people
    public CombinedSource open(Limits limits) throws IOException {
        long[] ahead;
        List<CaptureSource> beginnings = openAll(limits);
        try {
            ahead = new ClockOffsets(limits).of(beginnings);
        } finally {
            closeAll(beginnings);
        }
        return combined(openAll(limits), ahead);
    }

    private List<CaptureSource> openAll(Limits limits) throws IOException {
        List<CaptureSource> sources = new ArrayList<>();
        try {
            for (Path file : files) {
                sources.add(open(file, limits));
            }
        } catch (IOException e) {
            closeAll(sources);
            throw e;
        }
        return sources;
    }

    private static CaptureSource open(Path file, Limits limits) throws IOException {
        if (Files.isDirectory(file)) {
            throw new FileSystemException(file.toString(), null, Messages.text("cli.problem.folder"));
        }
        return CaptureFiles.open(file, limits);
    }

    private static void closeAll(List<CaptureSource> sources) throws IOException {
        for (CaptureSource source : sources) {
            source.close();
        }
    }

    private CombinedSource combined(List<CaptureSource> sources, long[] ahead) {
        List<String> names = names();
        List<CombinedSource.Part> combined = new ArrayList<>();
        for (int i = 0; i < ahead.length; i++) {
            combined.add(new CombinedSource.Part(names.get(i), sources.get(i), ahead[i]));
        }
        return new CombinedSource(combined);
    }

    /// What the places are called: as the files without their extensions; where those are the same, with their
    /// folders, else with numbers.
    List<String> names() {
        List<String> plain = files.stream().map(CapturesTogether::stem).toList();
        if (isUnique(plain)) {
            return plain;
        }
        List<String> inFolders = files.stream().map(CapturesTogether::inFolder).toList();
        return isUnique(inFolders)
                ? inFolders
                : IntStream.range(0, plain.size())
                        .mapToObj(i -> plain.get(i) + " " + (i + 1))
                        .toList();
    }

    private static boolean isUnique(List<String> names) {
        return names.stream().distinct().count() == names.size();
    }

    private static String inFolder(Path file) {
        Path folder = file.toAbsolutePath().normalize().getParent();
        Path name = folder == null ? null : folder.getFileName();
        return name == null ? stem(file) : name + "/" + stem(file);
    }

    /// The file's name without what tells its format: of `node-a.pcapng.gz`, `node-a`.
    private static String stem(Path file) {
        String name = String.valueOf(file.getFileName());
        return EXTENSIONS.matcher(name).replaceFirst("");
    }
}
