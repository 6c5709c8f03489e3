package dev.faultline.app.ui.findings;

import java.util.Locale;

/// What lines of the table can be copied as.
public enum CopyFormat {
    /// For spreadsheets.
    TSV,
    /// One object a line, with all that is known.
    JSON,
    MARKDOWN,
    /// A filter of this program that shows just these.
    FILTER,
    /// A display filter of Wireshark that shows their flows.
    DISPLAY_FILTER,
    /// Commands that print the packets of their flows.
    TSHARK;

    /// The name in commands and, after `command.copy.`, in the messages.
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace("_filter", "Filter");
    }
}
