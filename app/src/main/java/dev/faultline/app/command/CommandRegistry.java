package dev.faultline.app.command;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// All commands of the window, in the order in which they were added: within a group that is the order of the
/// menu.
public final class CommandRegistry {
    private final Map<String, Command> commands = new LinkedHashMap<>();

    /// Adds a command.
    ///
    /// @throws IllegalArgumentException when its id or its shortcut is taken
    public void add(Command command) {
        String key = command.key();
        for (Command other : commands.values()) {
            if (other.id().equals(command.id()) || (key != null && key.equals(other.key()))) {
                throw new IllegalArgumentException(command.id() + " clashes with " + other.id());
            }
        }
        commands.put(command.id(), command);
    }

    /// The command of that id.
    ///
    /// @throws IllegalArgumentException when there is none
    public Command get(String id) {
        Command command = commands.get(id);
        if (command == null) {
            throw new IllegalArgumentException("No command " + id);
        }
        return command;
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
