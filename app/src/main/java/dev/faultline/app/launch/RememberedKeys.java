package dev.faultline.app.launch;

import dev.faultline.app.command.ChosenKeys;
import dev.faultline.app.settings.Settings;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The chosen shortcuts in the settings, under `keys.<command>`: one a line.
record RememberedKeys(Settings settings) implements ChosenKeys {
    private static final String STANDARD = "standard";
    private static final String SEPARATOR = "\n";

    @Override
    public Optional<List<String>> of(String command) {
        String text = settings.remembered(key(command), STANDARD);
        return text.equals(STANDARD)
                ? Optional.empty()
                : Optional.of(Stream.of(text.split(SEPARATOR))
                        .filter(key -> !key.isEmpty())
                        .toList());
    }

    @Override
    public void choose(String command, List<String> keys) {
        settings.remember(key(command), String.join(SEPARATOR, keys));
    }

    @Override
    public void forget(String command) {
        settings.remember(key(command), STANDARD);
    }

    private static String key(String command) {
        return "keys." + command;
    }
}
