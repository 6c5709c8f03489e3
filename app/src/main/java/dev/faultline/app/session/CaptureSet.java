package dev.faultline.app.session;

import dev.faultline.app.store.SessionKind;
import dev.faultline.app.store.SessionOrigin;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The files of one session, and what of them cannot be read.
///
/// @param name of the session, for people
/// @param files at least one, each of another content
/// @param remarks sentences about files that are left out, and about those that the files were made of
record CaptureSet(String name, List<CaptureFile> files, List<String> remarks) {

    /// Looks at files. Of several with the same content the first is taken: their findings would be the same.
    ///
    /// @throws IOException when none can be read
    static CaptureSet of(String name, List<Path> paths) throws IOException {
        List<CaptureFile> files = new ArrayList<>();
        List<String> unreadable = new ArrayList<>();
        Set<CaptureIdentity> seen = new HashSet<>();
        IOException first = null;
        for (Path path : paths) {
            try {
                CaptureFile file = CaptureFile.of(path);
                if (seen.add(file.identity())) {
                    files.add(file);
                }
            } catch (IOException e) {
                first = first == null ? e : first;
                unreadable.add(String.valueOf(e.getMessage()));
            }
        }
        if (files.isEmpty()) {
            throw first == null ? new IOException(name) : first;
        }
        return new CaptureSet(name, List.copyOf(files), List.copyOf(unreadable));
    }

    /// The same with more remarks.
    CaptureSet with(List<String> more) {
        return new CaptureSet(
                name, files, Stream.concat(remarks.stream(), more.stream()).toList());
    }

    List<Path> paths() {
        return files.stream().map(CaptureFile::path).toList();
    }

    /// Bytes of all files.
    long size() {
        return files.stream().mapToLong(CaptureFile::size).sum();
    }

    /// What changes when any of the files does.
    SessionOrigin origin(String engine) {
        return new SessionOrigin(
                SessionKind.FILE,
                files.getFirst().path(),
                size(),
                files.stream().mapToLong(CaptureFile::modified).max().orElse(0),
                files.stream().map(file -> file.identity().toString()).collect(Collectors.joining("+")),
                engine);
    }
}
