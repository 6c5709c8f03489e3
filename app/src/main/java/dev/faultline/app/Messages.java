package dev.faultline.app;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.MissingResourceException;
import java.util.ResourceBundle;

/// The texts of the program, all of them in `messages.properties`.
public final class Messages {
    private static final ResourceBundle BUNDLE = ResourceBundle.getBundle("dev.faultline.app.messages", Locale.ROOT);

    private Messages() {}

    /// The text of `key` as it stands.
    ///
    /// @throws MissingResourceException when there is none
    public static String text(String key) {
        return BUNDLE.getString(key);
    }

    /// The text of `key` with `{0}`, `{1}` … filled in, in the form of [MessageFormat].
    ///
    /// @throws MissingResourceException when there is none
    public static String text(String key, Object... arguments) {
        return new MessageFormat(text(key), Locale.ENGLISH).format(arguments);
    }

    /// Whether there is a text of `key`.
    public static boolean has(String key) {
        return BUNDLE.containsKey(key);
    }
}
