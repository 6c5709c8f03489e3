package dev.faultline.app.ui.drawing;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import javafx.scene.text.Font;
import javafx.scene.text.FontWeight;
import javafx.scene.text.Text;

/// Measures texts, and remembers what it has measured: the same words come again at every pulse. For one
/// thread.
public final class TextWidths {
    private static final int MOST = 4096;

    private final Map<Face, Font> fonts = new EnumMap<>(Face.class);
    private final Map<Face, Double> advances = new EnumMap<>(Face.class);
    private final Map<Key, Double> known = new LinkedHashMap<>();
    private final Text probe = new Text();

    private record Key(Face face, String text) {}

    /// The font of a face.
    public Font font(Face face) {
        return fonts.computeIfAbsent(
                face,
                wanted -> Font.font(
                        wanted.family(), wanted.isBold() ? FontWeight.BOLD : FontWeight.NORMAL, wanted.size()));
    }

    /// Width in logical pixels.
    public double width(String text, Face face) {
        if (face.family().endsWith("Mono") && isPlain(text)) {
            return text.length() * advances.computeIfAbsent(face, wanted -> measure("0000000000", wanted) / 10);
        }
        Key key = new Key(face, text);
        Double width = known.get(key);
        if (width == null) {
            width = measure(text, face);
            if (known.size() >= MOST) {
                known.clear();
            }
            known.put(key, width);
        }
        return width;
    }

    private double measure(String text, Face face) {
        probe.setFont(font(face));
        probe.setText(text);
        return probe.getLayoutBounds().getWidth();
    }

    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) > '~') {
                return false;
            }
        }
        return true;
    }
}
