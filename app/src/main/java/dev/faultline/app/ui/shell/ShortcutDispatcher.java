package dev.faultline.app.ui.shell;

import dev.faultline.app.command.Command;
import dev.faultline.app.command.CommandRegistry;
import dev.faultline.app.ui.control.KeyText;
import java.util.function.Predicate;
import javafx.scene.Scene;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;

/// Runs commands by their shortcuts. A key that the focused control has use for itself never gets here, and
/// mere characters do nothing while text is being typed.
final class ShortcutDispatcher {
    private final CommandRegistry commands;

    ShortcutDispatcher(CommandRegistry commands) {
        this.commands = commands;
    }

    /// Listens to a scene.
    void install(Scene scene) {
        scene.addEventHandler(KeyEvent.KEY_PRESSED, event -> run(event, key -> isPressed(key, event)));
        scene.addEventHandler(KeyEvent.KEY_TYPED, event -> {
            if (!(scene.getFocusOwner() instanceof TextInputControl)) {
                run(event, key -> isTyped(key, event));
            }
        });
    }

    private void run(KeyEvent event, Predicate<String> fits) {
        for (Command command : commands.all()) {
            if (command.enabled().get() && command.keys().stream().anyMatch(fits)) {
                event.consume();
                command.run();
                return;
            }
        }
    }

    private static boolean isPressed(String key, KeyEvent event) {
        return !KeyText.isCharacter(key) && KeyCombination.valueOf(key).match(event);
    }

    private static boolean isTyped(String key, KeyEvent event) {
        boolean plain = !event.isControlDown() && !event.isAltDown() && !event.isMetaDown();
        return plain && KeyText.isCharacter(key) && key.equalsIgnoreCase(event.getCharacter());
    }
}
