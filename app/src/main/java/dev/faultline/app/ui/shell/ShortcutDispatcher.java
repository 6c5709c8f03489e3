package dev.faultline.app.ui.shell;

import dev.faultline.app.command.Command;
import dev.faultline.app.command.CommandRegistry;
import dev.faultline.app.ui.control.KeyText;
import java.util.function.Predicate;
import javafx.scene.Scene;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import org.jspecify.annotations.Nullable;

/// Runs commands by their shortcuts. A key that the focused control has use for itself never gets here, and
/// mere characters do nothing while text is being typed. A key that is held down runs its command once, but for
/// those that repeat.
final class ShortcutDispatcher {
    /// No keyboard waits longer before it repeats a key; one whose release went to another window is free then.
    private static final long LONGEST_PAUSE = 1_200_000_000L;

    private final CommandRegistry commands;
    private @Nullable KeyCode down;
    private long pressed;
    private boolean repeated;

    ShortcutDispatcher(CommandRegistry commands) {
        this.commands = commands;
    }

    /// Listens to a scene.
    void install(Scene scene) {
        scene.addEventFilter(KeyEvent.KEY_PRESSED, this::press);
        scene.addEventFilter(KeyEvent.KEY_RELEASED, event -> down = null);
        scene.addEventHandler(KeyEvent.KEY_PRESSED, event -> run(event, key -> isPressed(key, event)));
        scene.addEventHandler(KeyEvent.KEY_TYPED, event -> {
            if (!(scene.getFocusOwner() instanceof TextInputControl)) {
                run(event, key -> isTyped(key, event));
            }
        });
    }

    private void press(KeyEvent event) {
        long now = System.nanoTime();
        repeated = event.getCode() == down && now - pressed < LONGEST_PAUSE;
        down = event.getCode();
        pressed = now;
    }

    private void run(KeyEvent event, Predicate<String> fits) {
        for (Command command : commands.all()) {
            if (command.enabled().get() && command.keys().stream().anyMatch(fits)) {
                event.consume();
                if (!repeated || command.repeats()) {
                    command.run();
                    pressed = System.nanoTime(); // repeats wait in a queue while the command runs
                }
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
