package dev.faultline.app.k8s;

import java.nio.file.Path;

/// What is wrong with a kubeconfig file.
///
/// @param file the file
/// @param line from 1; 0 where the file as a whole is meant
/// @param column from 1; 0 where unknown
/// @param reason the parser's or the system's own words; never the content of the file
public record KubeconfigProblem(Path file, int line, int column, String reason) {
    /// `file:line:column: reason`, as compilers write it.
    @Override
    public String toString() {
        String place = line == 0 ? "" : column == 0 ? ":" + line : ":" + line + ":" + column;
        return file + place + ": " + reason;
    }
}
