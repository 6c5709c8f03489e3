package dev.faultline.app.settings;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;

/// Settings on disk: lines of `key=value` in UTF-8. Written whole or not at all.
public final class SettingsFile {
    private final Path file;
    private Optional<Path> setAside = Optional.empty();

    /// @param file need not exist
    public SettingsFile(Path file) {
        this.file = file;
    }

    /// Reads the settings; none when the file is missing. A damaged file is moved out of the way, see
    /// [#setAside()].
    ///
    /// @throws IOException when the file is there and cannot be read or moved
    public SortedMap<String, String> read() throws IOException {
        String text;
        try {
            text = Files.readString(file);
            return parse(text);
        } catch (NoSuchFileException e) {
            return new TreeMap<>();
        } catch (CharacterCodingException | IllegalArgumentException e) {
            Path aside = file.resolveSibling(file.getFileName() + ".damaged");
            Files.move(file, aside, StandardCopyOption.REPLACE_EXISTING);
            setAside = Optional.of(aside);
            return new TreeMap<>();
        }
    }

    /// Where a damaged file was moved to by [#read()]; tell the user.
    public Optional<Path> setAside() {
        return setAside;
    }

    /// Writes the settings in place of what was there.
    public void write(Map<String, String> settings) throws IOException {
        StringBuilder text = new StringBuilder();
        new TreeMap<>(settings)
                .forEach((key, value) -> text.append(escape(key, true))
                        .append('=')
                        .append(escape(value, false))
                        .append('\n'));
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.writeString(fresh, text);
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /// A crash of the machine leaves zeros where the text was: `Properties` would take them for a key.
    private static SortedMap<String, String> parse(String text) throws IOException {
        if (text.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("zeros in the file");
        }
        Properties properties = new Properties();
        properties.load(new StringReader(text));
        SortedMap<String, String> settings = new TreeMap<>();
        properties.stringPropertyNames().forEach(key -> settings.put(key, properties.getProperty(key)));
        return settings;
    }

    private static String escape(String text, boolean key) {
        StringBuilder escaped = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '\\' -> escaped.append("\\\\");
                case '\n' -> escaped.append("\\n");
                case '\r' -> escaped.append("\\r");
                case '\t' -> escaped.append("\\t");
                case ' ' -> escaped.append(key || i == 0 ? "\\ " : " ");
                case '=', ':', '#', '!' -> escaped.append(key || i == 0 ? "\\" + c : String.valueOf(c));
                default -> escaped.append(c);
            }
        }
        return escaped.toString();
    }
}
