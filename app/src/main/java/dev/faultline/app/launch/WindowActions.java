package dev.faultline.app.launch;

import dev.faultline.app.Messages;
import dev.faultline.app.task.TaskRunner;
import dev.faultline.app.ui.dialog.FileDialogs;
import dev.faultline.app.ui.dialog.Notices;
import dev.faultline.app.ui.dialog.SavedFiles;
import dev.faultline.app.ui.dialog.SideWindow;
import dev.faultline.app.ui.drawing.Pixels;
import dev.faultline.app.ui.help.KindsView;
import dev.faultline.app.ui.help.KindsViewModel;
import dev.faultline.app.ui.preferences.PreferencesView;
import dev.faultline.app.ui.preferences.PreferencesViewModel;
import dev.faultline.app.ui.preferences.ShortcutsViewModel;
import dev.faultline.app.ui.shell.ShellCommands;
import dev.faultline.app.ui.shell.ShellView;
import dev.faultline.app.ui.shell.ShellViewModel;
import dev.faultline.app.ui.theme.Appearance;
import dev.faultline.engine.finding.Explainer;
import java.nio.file.Path;
import java.util.function.Supplier;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.stage.Stage;

/// What the commands of the window do to it.
///
/// @param view the window's content; asked for when a command runs
/// @param leave ends the program
/// @param logs folder of the logs
/// @param selectedKind id of the kind of the finding that is selected; empty for none
record WindowActions(
        Stage stage,
        TaskRunner tasks,
        ShellViewModel shell,
        Supplier<ShellView> view,
        Appearance appearance,
        PreferencesViewModel preferences,
        ShortcutsViewModel shortcuts,
        SideWindow sideWindow,
        FileDialogs dialogs,
        Notices notices,
        Runnable leave,
        Path logs,
        Supplier<String> selectedKind,
        String version)
        implements ShellCommands.Actions {

    @Override
    public void openFiles() {
        shell.open(dialogs.openCaptures(Messages.text("dialog.openCapture")));
    }

    @Override
    public void openTogether() {
        shell.openTogether(dialogs.openCaptures(Messages.text("dialog.openTogether")));
    }

    @Override
    public void showPreferences() {
        sideWindow.show(
                Messages.text("preferences.title"), new PreferencesView(preferences, shortcuts, dialogs), 560, 740);
    }

    @Override
    public void saveScreenshot() {
        Pixels screenshot = Pixels.of(stage.getScene());
        dialogs.save(Messages.text("command.file.screenshot"), "faultline.png", Messages.text("dialog.pictures"), "png")
                .ifPresent(file -> new SavedFiles(tasks, dialogs, notices)
                        .write(file, Messages.text("shell.savedScreenshot"), screenshot::write));
    }

    @Override
    public void quit() {
        leave.run();
    }

    @Override
    public void toggleTheme() {
        appearance.toggle();
    }

    @Override
    public void toggleFullScreen() {
        stage.setFullScreen(!stage.isFullScreen());
    }

    @Override
    public void togglePalette() {
        view.get().togglePalette();
    }

    @Override
    public void toggleShortcuts() {
        view.get().toggleShortcuts();
    }

    @Override
    public void showKinds() {
        KindsViewModel kinds = new KindsViewModel(new Explainer(), selectedKind.get());
        sideWindow.show(Messages.text("kinds.title"), new KindsView(kinds), 880, 600);
    }

    @Override
    public void openLogFolder() {
        dialogs.showInFolder(logs);
    }

    @Override
    public void copyVersion() {
        ClipboardContent content = new ClipboardContent();
        content.putString(Messages.text(
                "shell.versions",
                version,
                Runtime.version(),
                System.getProperty("javafx.runtime.version"),
                System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
                        + System.getProperty("os.arch")));
        Clipboard.getSystemClipboard().setContent(content);
        notices.tell(Messages.text("shell.copiedVersion"));
    }
}
