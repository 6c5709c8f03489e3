package dev.faultline.agent.kernel;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// Reads files of `/proc`, as far as they go. A file that is missing or cannot be read is an empty one: older
/// kernels and small containers lack some.
final class ProcFolder {
    /// The largest of the small files has some 12 KiB.
    private static final int MOST_BYTES = 256 << 10;

    private final Path folder;

    ProcFolder(Path folder) {
        this.folder = folder;
    }

    /// The text of a small file; what is beyond 256 KiB is left out.
    String text(String name) {
        try (InputStream in = Files.newInputStream(folder.resolve(name))) {
            return new String(in.readNBytes(MOST_BYTES), StandardCharsets.US_ASCII);
        } catch (IOException e) {
            return "";
        }
    }

    /// The stream of a file that may be large; an empty one when there is none.
    InputStream stream(String name) {
        try {
            return Files.newInputStream(folder.resolve(name));
        } catch (IOException e) {
            return InputStream.nullInputStream();
        }
    }

    /// The numbers of a file that has nothing else, such as a sysctl; none when it has something else.
    long[] numbers(String name) {
        String[] words = text(name).trim().split("\\s+", -1);
        long[] numbers = new long[words.length];
        for (int i = 0; i < words.length; i++) {
            long number = Numbers.decimal(words[i]);
            if (number < 0) {
                return new long[0];
            }
            numbers[i] = number;
        }
        return numbers;
    }
}
