package dev.faultline.app.session;

import dev.faultline.engine.pipeline.Analysis;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.security.CodeSource;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import org.jspecify.annotations.Nullable;

/// Names the engine by its own content, so that findings of an older one are never taken for those of the
/// present one, however small the change: nobody has to remember to count up a number.
final class EngineFingerprint implements Supplier<String> {
    private @Nullable String known;

    /// The fingerprint of the engine in this program; takes some milliseconds the first time.
    @Override
    public synchronized String get() {
        String fingerprint = known == null ? ofEngine() : known;
        known = fingerprint;
        return fingerprint;
    }

    private static String ofEngine() {
        Path place = place(Analysis.class);
        try {
            return place == null ? release() : of(place);
        } catch (IOException e) {
            return release();
        }
    }

    /// The fingerprint of an archive or of a folder of classes.
    static String of(Path place) throws IOException {
        CRC32 sum = new CRC32();
        for (Path file : files(place)) {
            try (InputStream in = new CheckedInputStream(Files.newInputStream(file), sum)) {
                in.transferTo(OutputStream.nullOutputStream());
            }
        }
        return "%08x".formatted(sum.getValue());
    }

    private static List<Path> files(Path place) throws IOException {
        try (Stream<Path> all = Files.walk(place)) {
            return all.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private static @Nullable Path place(Class<?> member) {
        CodeSource source = member.getProtectionDomain().getCodeSource();
        URL location = source == null ? null : source.getLocation();
        try {
            return location == null || !"file".equals(location.getProtocol()) ? null : Paths.get(location.toURI());
        } catch (URISyntaxException e) {
            return null;
        }
    }

    /// Where the engine is part of a runtime image, that image is of one release.
    private static String release() {
        String version = Analysis.class.getPackage().getImplementationVersion();
        return "release-" + version + "-" + Runtime.version();
    }
}
