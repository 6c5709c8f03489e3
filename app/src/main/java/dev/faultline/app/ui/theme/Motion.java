package dev.faultline.app.ui.theme;

import javafx.application.Platform;
import javafx.scene.control.ProgressBar;

/// What moves on the screen, as far as the system's settings let it. FX thread only.
public final class Motion {
    private Motion() {}

    /// Whether the user has asked the system for less motion.
    public static boolean isReduced() {
        return Platform.getPreferences().isReducedMotion();
    }

    /// Shows a share on a bar; one that nobody knows as something that moves, or, with less motion, as a full
    /// bar.
    ///
    /// @param share 0…1; below 0 when nobody knows
    public static void show(ProgressBar bar, double share) {
        double unknown = isReduced() ? 1 : ProgressBar.INDETERMINATE_PROGRESS;
        bar.setProgress(share < 0 ? unknown : share);
    }
}
