package dev.faultline.app.k8s;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import org.jspecify.annotations.Nullable;

/// What changes when a file does, or another is put in its place.
///
/// @param modified null for a file that is not there
/// @param key what names it in its file system; null where there is no such thing
record FileStamp(
        @Nullable FileTime modified, long size, @Nullable Object key) {
    private static final FileStamp NONE = new FileStamp(null, 0, null);

    static FileStamp of(Path file) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return new FileStamp(attributes.lastModifiedTime(), attributes.size(), attributes.fileKey());
        } catch (IOException e) {
            return NONE;
        }
    }

    boolean exists() {
        return modified != null;
    }
}
