package dev.faultline.app.ui.control;

import dev.faultline.app.command.Command;
import java.util.Optional;
import javafx.scene.input.KeyCombination;

/// Shortcuts as the keyboard of this system names them.
public final class KeyText {
    private KeyText() {}

    /// A shortcut of [Command#keys()] for people: `Ctrl+O`, on a Mac `⌘O`.
    public static String of(String key) {
        return isCharacter(key) ? key : KeyCombination.valueOf(key).getDisplayText();
    }

    /// The first shortcut of a command for people, if it has one.
    public static Optional<String> of(Command command) {
        return command.keys().stream().findFirst().map(KeyText::of);
    }

    /// Whether a shortcut is a mere character, which must not be taken from one who types.
    public static boolean isCharacter(String key) {
        return key.length() == 1;
    }
}
