package dev.faultline.app.command;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// All commands of the window, in the order in which they were added: within a group that is the order of the
/// menu.
public final class CommandRegistry {
    private final Map<String, Command> commands = new LinkedHashMap<>();
    private final List<Runnable> listeners = new ArrayList<>();

    /// Adds a command.
    ///
    /// @throws IllegalArgumentException when its id or one of its shortcuts is taken
    public void add(Command command) {
        for (Command other : commands.values()) {
            if (other.id().equals(command.id()) || !Collections.disjoint(other.keys(), command.keys())) {
                throw new IllegalArgumentException(command.id() + " clashes with " + other.id());
            }
        }
        commands.put(command.id(), command);
        listeners.forEach(Runnable::run);
    }

    /// Tells `listener` after each command that is added.
    public void onAdded(Runnable listener) {
        listeners.add(listener);
    }

    /// The command of that id, if there is one.
    public Optional<Command> find(String id) {
        return Optional.ofNullable(commands.get(id));
    }

    /// The command of that id.
    ///
    /// @throws IllegalArgumentException when there is none
    public Command get(String id) {
        return find(id).orElseThrow(() -> new IllegalArgumentException("No command " + id));
    }

    /// All commands.
    public Collection<Command> all() {
        return Collections.unmodifiableCollection(commands.values());
    }

    /// The commands of a group.
    public List<Command> of(CommandGroup group) {
        return commands.values().stream()
                .filter(command -> command.group() == group)
                .toList();
    }
}
