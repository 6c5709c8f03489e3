package dev.faultline.app.ui.control;

import dev.faultline.app.command.Command;
import java.util.Optional;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;

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

    /// The shortcut that a key press stands for, in the form of [Command#keys()]; empty for a modifier alone
    /// and for what a text or a table has use for.
    public static Optional<String> of(KeyEvent press) {
        KeyCode code = press.getCode();
        boolean plain = !press.isShortcutDown() && !press.isAltDown();
        if (code.isModifierKey() || code == KeyCode.UNDEFINED) {
            return Optional.empty();
        }
        if (plain && (code.isLetterKey() || code.isDigitKey())) {
            return press.isShiftDown() ? Optional.empty() : Optional.of(code.getName());
        }
        if (plain && !code.isFunctionKey()) {
            return Optional.empty();
        }
        return Optional.of(new KeyCodeCombination(
                        code,
                        down(press.isShiftDown()),
                        KeyCombination.ModifierValue.UP,
                        down(press.isAltDown()),
                        KeyCombination.ModifierValue.UP,
                        down(press.isShortcutDown()))
                .getName());
    }

    private static KeyCombination.ModifierValue down(boolean down) {
        return down ? KeyCombination.ModifierValue.DOWN : KeyCombination.ModifierValue.UP;
    }

    /// Whether a shortcut is a mere character, which must not be taken from one who types.
    public static boolean isCharacter(String key) {
        return key.length() == 1;
    }
}
