package dev.faultline.app.command;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// All commands of the window, in the order in which they were added: within a group that is the order of the
/// menu. Their shortcuts are the standard ones, unless the user has chosen others: a key that was chosen for
/// one command is taken from every other.
public final class CommandRegistry {
    private final Map<String, Command> commands = new LinkedHashMap<>();
    private final List<Runnable> listeners = new ArrayList<>();
    private final ChosenKeys chosen;

    /// A registry whose shortcuts are the standard ones.
    public CommandRegistry() {
        this(new ChosenKeys.InMemory());
    }

    /// @param chosen the shortcuts that the user has chosen
    public CommandRegistry(ChosenKeys chosen) {
        this.chosen = chosen;
    }

    /// Adds a command.
    ///
    /// @throws IllegalArgumentException when its id or one of its standard shortcuts is taken
    public void add(Command command) {
        for (Command other : commands.values()) {
            boolean sameKey = !Collections.disjoint(other.standardKeys(), command.standardKeys());
            if (other.id().equals(command.id()) || sameKey) {
                throw new IllegalArgumentException(command.id() + " clashes with " + other.id());
            }
        }
        commands.put(command.id(), command);
        assignKeys();
    }

    /// Gives a command other shortcuts, or none, and takes them from those that had them.
    public void choose(Command command, List<String> keys) {
        for (Command other : commands.values()) {
            Optional<List<String>> before = chosen.of(other.id());
            if (before.isPresent() && !other.equals(command)) {
                List<String> left = new ArrayList<>(before.get());
                if (left.removeAll(keys)) {
                    chosen.choose(other.id(), left);
                }
            }
        }
        chosen.choose(command.id(), List.copyOf(keys));
        assignKeys();
    }

    /// Gives a command its standard shortcuts again.
    public void reset(Command command) {
        chosen.forget(command.id());
        assignKeys();
    }

    /// Whether the user has chosen the shortcuts of a command.
    public boolean isChosen(Command command) {
        return chosen.of(command.id()).isPresent();
    }

    /// The command that has a shortcut now.
    public Optional<Command> holder(String key) {
        return commands.values().stream()
                .filter(command -> command.keys().contains(key))
                .findFirst();
    }

    /// Tells `listener` after each change of commands or shortcuts.
    public void onChanged(Runnable listener) {
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

    private void assignKeys() {
        Set<String> taken = new LinkedHashSet<>();
        commands.keySet().forEach(id -> chosen.of(id).ifPresent(taken::addAll));
        for (Command command : commands.values()) {
            command.use(chosen.of(command.id())
                    .orElseGet(() -> command.standardKeys().stream()
                            .filter(key -> !taken.contains(key))
                            .toList()));
        }
        List.copyOf(listeners).forEach(Runnable::run);
    }
}
