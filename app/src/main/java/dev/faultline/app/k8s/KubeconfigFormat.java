package dev.faultline.app.k8s;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/// Tells kubeconfig files from others by what is in them; their names say nothing.
public final class KubeconfigFormat {
    private static final int HEAD = 1 << 14;
    private static final Pattern KIND = Pattern.compile("[\"']?kind[\"']?\\s*:\\s*[\"']?Config\\b");
    private static final Pattern LIST =
            Pattern.compile("^\\s*[{]?\\s*[\"']?(clusters|contexts|current-context)[\"']?\\s*:", Pattern.MULTILINE);

    private KubeconfigFormat() {}

    /// Whether a file is a kubeconfig, damaged ones included. Reads its beginning; a file that cannot be read
    /// is none.
    public static boolean matches(Path file) {
        try (InputStream stream = Files.newInputStream(file)) {
            String head = new String(stream.readNBytes(HEAD), StandardCharsets.UTF_8);
            return head.indexOf('\0') < 0
                    && (KIND.matcher(head).find() || LIST.matcher(head).find());
        } catch (IOException e) {
            return false;
        }
    }
}
