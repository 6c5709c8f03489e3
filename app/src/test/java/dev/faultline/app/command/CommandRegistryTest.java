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
        registry.onChanged(told::incrementAndGet);
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

    @Test
    void keyChosenForOneCommandIsTakenFromTheOther() {
        Command open = command("file.open", "Shortcut+O");
        Command demo = command("file.demo", "Shortcut+D");
        registry.add(open);
        registry.add(demo);

        registry.choose(demo, List.of("Shortcut+O"));
        assertThat(open.keys()).isEmpty();
        assertThat(demo.keys()).containsExactly("Shortcut+O");
        assertThat(registry.holder("Shortcut+O")).contains(demo);

        registry.choose(open, List.of("Shortcut+O"));
        assertThat(demo.keys()).isEmpty();
        registry.reset(open);
        registry.reset(demo);
        assertThat(open.keys()).containsExactly("Shortcut+O");
        assertThat(demo.keys()).containsExactly("Shortcut+D");
    }

    @Test
    void chosenKeysAreThereForCommandsThatComeLater() {
        ChosenKeys chosen = new ChosenKeys.InMemory();
        chosen.choose("file.demo", List.of("F6"));
        CommandRegistry later = new CommandRegistry(chosen);
        later.add(command("file.demo", "Shortcut+D"));

        assertThat(later.get("file.demo").keys()).containsExactly("F6");
        assertThat(later.isChosen(later.get("file.demo"))).isTrue();
    }

    private static Command command(String id, String key) {
        return Command.of(id, CommandGroup.FILE).keys(key).does(() -> {});
    }
}
