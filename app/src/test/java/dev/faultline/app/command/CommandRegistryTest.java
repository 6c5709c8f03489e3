package dev.faultline.app.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javafx.beans.property.SimpleBooleanProperty;
import org.junit.jupiter.api.Test;

class CommandRegistryTest {
    private final CommandRegistry registry = new CommandRegistry();

    @Test
    void refusesASecondCommandWithTheSameShortcut() {
        registry.add(command("file.open", "Shortcut+O"));
        assertThatThrownBy(() -> registry.add(command("file.demo", "Shortcut+O")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesASecondCommandWithTheSameId() {
        registry.add(command("file.open", "Shortcut+O"));
        assertThatThrownBy(() -> registry.add(command("file.open", "Shortcut+P")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void tellsItsListenersOfNewCommands() {
        AtomicInteger told = new AtomicInteger();
        registry.onAdded(told::incrementAndGet);
        registry.add(command("file.open", "Shortcut+O"));
        assertThat(told).hasValue(1);
    }

    @Test
    void commandDoesNothingWhileItMakesNoSense() {
        SimpleBooleanProperty sensible = new SimpleBooleanProperty(false);
        AtomicInteger runs = new AtomicInteger();
        Command command = Command.of("file.close", CommandGroup.FILE)
                .enabledWhen(sensible)
                .does(runs::incrementAndGet);
        command.run();
        assertThat(runs).hasValue(0);
        sensible.set(true);
        command.run();
        assertThat(runs).hasValue(1);
    }

    @Test
    void searchPutsWhatWasUsedLastFirstWhenNothingIsTyped() {
        registry.add(command("file.open", "Shortcut+O"));
        registry.add(command("file.demo", "Shortcut+D"));
        assertThat(CommandSearch.find("", registry.all(), List.of("file.demo")))
                .extracting(hit -> hit.command().id())
                .containsExactly("file.demo", "file.open");
    }

    @Test
    void searchPutsWhatMakesNoSenseLast() {
        registry.add(Command.of("file.open", CommandGroup.FILE)
                .enabledWhen(new SimpleBooleanProperty(false))
                .does(() -> {}));
        registry.add(command("file.demo", "Shortcut+D"));
        assertThat(CommandSearch.find("", registry.all(), List.of("file.open")))
                .extracting(hit -> hit.command().id())
                .containsExactly("file.demo", "file.open");
    }

    private static Command command(String id, String key) {
        return Command.of(id, CommandGroup.FILE).keys(key).does(() -> {});
    }
}
