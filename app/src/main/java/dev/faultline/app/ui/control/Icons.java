package dev.faultline.app.ui.control;

import org.kordamp.ikonli.javafx.FontIcon;

/// Makes icons of the sizes that the look knows.
public final class Icons {
    private Icons() {}

    /// A new icon.
    ///
    /// @param literal Ikonli's name of the icon
    /// @param size in logical pixels: 14 in pills, 16 in rows and buttons, 18 alone, 20 in titles
    /// @param styleClasses that colour it
    public static FontIcon icon(String literal, int size, String... styleClasses) {
        FontIcon icon = new FontIcon(literal);
        icon.setIconSize(size);
        icon.getStyleClass().add("icon-" + size); // the theme's own size is stronger than a property
        icon.getStyleClass().addAll(styleClasses);
        return icon;
    }
}
