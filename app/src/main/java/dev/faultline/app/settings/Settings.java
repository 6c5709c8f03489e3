package dev.faultline.app.settings;

import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.LongProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.Property;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.beans.property.SimpleLongProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/// What the user has chosen, and what the window remembers of itself. Used on the user interface's thread.
///
/// A value that makes no sense counts as not set. Keys that this version does not know are kept.
public final class Settings {
    /// Smallest and largest zoom, in percent.
    public static final int MIN_ZOOM = 80;

    public static final int MAX_ZOOM = 200;

    private static final long MIN_STORE_LIMIT = 64_000_000L;
    private static final long DEFAULT_STORE_LIMIT = 2_000_000_000L;

    private final SortedMap<String, String> values;
    private final Runnable changed;

    private final ObjectProperty<ThemeChoice> theme;
    private final IntegerProperty zoom;
    private final ObjectProperty<TimeFormat> timeFormat;
    private final StringProperty wireshark;
    private final LongProperty storeLimit;

    /// @param values as [SettingsFile] read them
    /// @param changed told after each change; saves them in its own time
    public Settings(Map<String, String> values, Runnable changed) {
        this.values = new TreeMap<>(values);
        this.changed = changed;
        theme = new SimpleObjectProperty<>(constant("theme", ThemeChoice.class, ThemeChoice.SYSTEM));
        zoom = new SimpleIntegerProperty(Math.clamp(number("zoom", 100), MIN_ZOOM, MAX_ZOOM));
        timeFormat = new SimpleObjectProperty<>(constant("time", TimeFormat.class, TimeFormat.LOCAL));
        wireshark = new SimpleStringProperty(this.values.getOrDefault("wireshark", ""));
        storeLimit = new SimpleLongProperty(Math.max(MIN_STORE_LIMIT, number("store.limit", DEFAULT_STORE_LIMIT)));
        keep("theme", theme, Settings::word);
        keep("zoom", zoom, String::valueOf);
        keep("time", timeFormat, Settings::word);
        keep("wireshark", wireshark, text -> text);
        keep("store.limit", storeLimit, String::valueOf);
    }

    /// Light, dark, or what the system shows.
    public ObjectProperty<ThemeChoice> themeProperty() {
        return theme;
    }

    /// Size of everything in percent, [#MIN_ZOOM] to [#MAX_ZOOM].
    public IntegerProperty zoomProperty() {
        return zoom;
    }

    /// How the times of findings are shown.
    public ObjectProperty<TimeFormat> timeFormatProperty() {
        return timeFormat;
    }

    /// Path of the Wireshark program; empty to look for it.
    public StringProperty wiresharkProperty() {
        return wireshark;
    }

    /// Bytes that the store may take on disk.
    public LongProperty storeLimitProperty() {
        return storeLimit;
    }

    /// What was remembered under `key`: places of windows and splitters, columns, histories.
    public String remembered(String key, String otherwise) {
        return values.getOrDefault(key, otherwise);
    }

    /// Remembers something for the next start. Keys name the part that remembers: `window.bounds`,
    /// `findings.columns.wide`.
    public void remember(String key, String value) {
        put(key, value);
    }

    /// All of it, to be written.
    public SortedMap<String, String> toMap() {
        return new TreeMap<>(values);
    }

    private <T> void keep(String key, Property<T> property, Function<T, String> toText) {
        property.addListener((observed, before, now) -> put(key, toText.apply(property.getValue())));
    }

    private void put(String key, String value) {
        if (!value.equals(values.put(key, value))) {
            changed.run();
        }
    }

    private <E extends Enum<E>> E constant(String key, Class<E> type, E otherwise) {
        String value = values.getOrDefault(key, "");
        for (E constant : type.getEnumConstants()) {
            if (word(constant).equals(value)) {
                return constant;
            }
        }
        return otherwise;
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private long number(String key, long otherwise) {
        try {
            return Long.parseLong(values.getOrDefault(key, ""));
        } catch (NumberFormatException e) {
            return otherwise;
        }
    }
}
