package dev.faultline.app.ui.theme;

import dev.faultline.app.settings.ThemeChoice;
import java.util.List;
import java.util.Objects;
import javafx.application.Application;
import javafx.application.ColorScheme;
import javafx.application.Platform;
import javafx.beans.property.ObjectProperty;
import javafx.scene.Scene;
import javafx.scene.text.Font;

/// Light or dark, and the fonts. Windows and popups all show the same; a change shows at once.
public final class Appearance {
    private static final List<String> FONTS = List.of(
            "FaultlineUI-Regular.otf",
            "FaultlineUI-Medium.otf",
            "FaultlineUI-SemiBold.otf",
            "FaultlineMono-Regular.ttf",
            "FaultlineMono-Bold.ttf");
    private static final List<String> SHEETS = List.of(
            "/dev/faultline/app/ui/theme/controls.css",
            "/dev/faultline/app/ui/shell/shell.css",
            "/dev/faultline/app/ui/findings/findings.css",
            "/dev/faultline/app/ui/flows/flows.css",
            "/dev/faultline/app/ui/cluster/cluster.css",
            "/dev/faultline/app/ui/capture/capture.css");

    private final ObjectProperty<ThemeChoice> choice;
    private boolean dark;

    /// @param choice what the user wants; followed while the program runs
    public Appearance(ObjectProperty<ThemeChoice> choice) {
        this.choice = choice;
    }

    /// Loads the fonts and dresses the program; on the FX thread, before the first window.
    public void start() {
        FONTS.forEach(Appearance::loadFont);
        choice.addListener((observed, before, now) -> apply());
        Platform.getPreferences().colorSchemeProperty().addListener((observed, before, now) -> apply());
        apply();
    }

    /// Gives a window's scene the program's stylesheets. Popups take them from the window that they belong to.
    public void dress(Scene scene) {
        SHEETS.forEach(sheet -> scene.getStylesheets().add(resource(sheet)));
    }

    /// Shows the other of light and dark from now on.
    public void toggle() {
        choice.set(dark ? ThemeChoice.LIGHT : ThemeChoice.DARK);
    }

    private void apply() {
        dark = switch (choice.get()) {
            case SYSTEM -> Platform.getPreferences().getColorScheme() == ColorScheme.DARK;
            case LIGHT -> false;
            case DARK -> true;
        };
        Application.setUserAgentStylesheet(
                resource(dark ? "/dev/faultline/app/ui/theme/dark.css" : "/dev/faultline/app/ui/theme/light.css"));
    }

    private static void loadFont(String file) {
        Font.loadFont(resource("/dev/faultline/app/fonts/" + file), 13);
    }

    private static String resource(String path) {
        return Objects.requireNonNull(Appearance.class.getResource(path), path).toExternalForm();
    }
}
