package dev.faultline.app.ui.help;

import dev.faultline.app.Messages;
import java.util.Locale;

/// The steps of the guided tour, each about one place of the window.
public enum TourStep {
    ERRORS(".findings-table"),
    TIME(".timeline"),
    FILTER(".filter-bar"),
    DETAILS(".detail-view"),
    FLOW(".ladder"),
    WIRESHARK(".capture-bar");

    private final String selector;

    TourStep(String selector) {
        this.selector = selector;
    }

    /// Selects the node that the step is about.
    public String selector() {
        return selector;
    }

    /// What it is called.
    public String title() {
        return Messages.text("tour.title." + word());
    }

    /// What it says.
    public String text() {
        return Messages.text("tour.text." + word());
    }

    private String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
