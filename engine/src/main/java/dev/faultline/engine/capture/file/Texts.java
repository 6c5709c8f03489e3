package dev.faultline.engine.capture.file;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.MissingResourceException;
import java.util.Properties;

/// The sentences of this package for people, from `messages.properties`. Read when one is needed, which is
/// rare.
final class Texts {
    private static final String FILE = "messages.properties";

    private Texts() {}

    /// The sentence of a key, with `{0}`, `{1}` … replaced.
    static String text(String key, Object... arguments) {
        String text = all().getProperty(key);
        if (text == null) {
            throw new MissingResourceException("no text for " + key, FILE, key);
        }
        for (int i = 0; i < arguments.length; i++) {
            text = text.replace("{" + i + "}", String.valueOf(arguments[i]));
        }
        return text;
    }

    static Properties all() {
        Properties texts = new Properties();
        try (InputStream in = Texts.class.getResourceAsStream(FILE)) {
            if (in == null) {
                throw new MissingResourceException("no " + FILE, FILE, "");
            }
            texts.load(new InputStreamReader(in, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return texts;
    }
}
