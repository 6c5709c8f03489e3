package dev.faultline.app.command;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The shortcuts that the user has chosen in place of the standard ones.
public interface ChosenKeys {
    /// Those of a command; an empty list where the user wants none.
    Optional<List<String>> of(String command);

    /// Remembers them.
    void choose(String command, List<String> keys);

    /// Goes back to the standard ones.
    void forget(String command);

    /// Remembers until the program ends.
    final class InMemory implements ChosenKeys {
        private final Map<String, List<String>> keys = new HashMap<>();

        @Override
        public Optional<List<String>> of(String command) {
            return Optional.ofNullable(keys.get(command));
        }

        @Override
        public void choose(String command, List<String> chosen) {
            keys.put(command, List.copyOf(chosen));
        }

        @Override
        public void forget(String command) {
            keys.remove(command);
        }
    }
}
