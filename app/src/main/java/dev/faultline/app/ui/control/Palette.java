package dev.faultline.app.ui.control;

import java.util.HashMap;
import java.util.Map;
import javafx.scene.Group;
import javafx.scene.paint.Color;
import javafx.scene.paint.Paint;
import javafx.scene.shape.Rectangle;

/// Colours of the theme for what is drawn by hand. Stands in the scene without size; each colour is the
/// `-fx-fill` of a style class.
public final class Palette extends Group {
    private final Map<String, Rectangle> probes = new HashMap<>();
    private final Runnable onChange;

    /// A palette with no colours yet.
    ///
    /// @param onChange run when the theme has changed a colour
    public Palette(Runnable onChange) {
        this.onChange = onChange;
        setManaged(false);
        setMouseTransparent(true);
    }

    /// Adds the colour of a style class.
    public void add(String styleClass) {
        Rectangle probe = new Rectangle();
        probe.getStyleClass().add(styleClass);
        probe.fillProperty().addListener((observed, before, now) -> onChange.run());
        probes.put(styleClass, probe);
        getChildren().add(probe);
    }

    /// The colour that the style class has now; transparent for one that was not added.
    public Paint get(String styleClass) {
        Rectangle probe = probes.get(styleClass);
        return probe == null ? Color.TRANSPARENT : probe.getFill();
    }
}
