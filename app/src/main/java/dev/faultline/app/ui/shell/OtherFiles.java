package dev.faultline.app.ui.shell;

import java.nio.file.Path;
import java.util.List;

/// Files that are no captures and are opened all the same, such as kubeconfig files.
public interface OtherFiles {
    /// None.
    OtherFiles NONE = new OtherFiles() {
        @Override
        public boolean has(Path file) {
            return false;
        }

        @Override
        public void take(List<Path> files) {}
    };

    /// Whether a file is one. Reads it, so not on the FX thread.
    boolean has(Path file);

    /// Opens them. FX thread only.
    ///
    /// @param files at least one
    void take(List<Path> files);
}
