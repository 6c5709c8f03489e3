package dev.faultline.app.ui.dialog;

import dev.faultline.app.Messages;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.stage.FileChooser;
import javafx.stage.FileChooser.ExtensionFilter;
import javafx.stage.Window;
import org.jspecify.annotations.Nullable;

/// The operating system's own dialogs. Begins where the last file was.
public final class FxFileDialogs implements FileDialogs {
    private static final List<String> CAPTURES =
            List.of("*.pcap", "*.pcapng", "*.cap", "*.ntar", "*.dmp", "*.gz", "*.bz2", "*.xz", "*.zst", "*.lz4");

    private final Window owner;
    private final Consumer<String> browser;
    private @Nullable Path lastFolder;

    /// @param owner window that the dialogs belong to
    /// @param browser shows the document at a URI, as `HostServices` does
    public FxFileDialogs(Window owner, Consumer<String> browser) {
        this.owner = owner;
        this.browser = browser;
    }

    @Override
    public List<Path> openCaptures(String title) {
        FileChooser chooser = chooser(title);
        chooser.getExtensionFilters()
                .addAll(
                        new ExtensionFilter(Messages.text("dialog.captures"), CAPTURES),
                        new ExtensionFilter(Messages.text("dialog.allFiles"), "*"));
        List<File> files = chooser.showOpenMultipleDialog(owner);
        if (files == null || files.isEmpty()) {
            return List.of();
        }
        List<Path> paths = files.stream().map(File::toPath).toList();
        lastFolder = paths.getFirst().getParent();
        return paths;
    }

    @Override
    public List<Path> openAny(String title) {
        List<File> files = chooser(title).showOpenMultipleDialog(owner);
        return files == null ? List.of() : files.stream().map(File::toPath).toList();
    }

    @Override
    public Optional<Path> chooseProgram(String title) {
        return Optional.ofNullable(chooser(title).showOpenDialog(owner)).map(File::toPath);
    }

    @Override
    public Optional<Path> save(String title, String suggestedName, String kind, String extension) {
        FileChooser chooser = chooser(title);
        chooser.setInitialFileName(suggestedName);
        chooser.getExtensionFilters().add(new ExtensionFilter(kind, "*." + extension));
        Optional<Path> path = Optional.ofNullable(chooser.showSaveDialog(owner)).map(File::toPath);
        path.ifPresent(chosen -> lastFolder = chosen.getParent());
        return path;
    }

    @Override
    public void showInFolder(Path path) {
        Path parent = path.toAbsolutePath().getParent();
        Path folder = Files.isDirectory(path) || parent == null ? path : parent;
        browser.accept(folder.toUri().toString());
    }

    private FileChooser chooser(String title) {
        FileChooser chooser = new FileChooser();
        chooser.setTitle(title);
        if (lastFolder != null && Files.isDirectory(lastFolder)) {
            chooser.setInitialDirectory(lastFolder.toFile());
        }
        return chooser;
    }
}
