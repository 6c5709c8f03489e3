package dev.faultline.app.ui.shell;

import javafx.beans.property.LongProperty;
import javafx.beans.property.SimpleLongProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/// What the status bar says besides the session: filled by those who know it. FX thread only.
public final class StatusFacts {
    private final String version;
    private final StringProperty wireshark = new SimpleStringProperty("");
    private final LongProperty shown = new SimpleLongProperty();

    /// @param version of the program
    public StatusFacts(String version) {
        this.version = version;
    }

    /// Version of the program.
    public String version() {
        return version;
    }

    /// Whether Wireshark was found, in words; empty until that is known.
    public StringProperty wiresharkProperty() {
        return wireshark;
    }

    /// Number of findings that the filter lets through.
    public LongProperty shownProperty() {
        return shown;
    }
}
