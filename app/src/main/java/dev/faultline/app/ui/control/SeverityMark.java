package dev.faultline.app.ui.control;

/// How a severity looks: each has an icon of its own shape, so that colour is never the only sign.
public enum SeverityMark {
    ERROR("error", "mdal-error"),
    WARNING("warning", "mdmz-warning"),
    NOTICE("notice", "mdal-flag"),
    INFO("info", "mdoal-info");

    private final String id;
    private final String icon;

    SeverityMark(String id, String icon) {
        this.id = id;
        this.icon = icon;
    }

    /// The mark of the severity with that word.
    ///
    /// @throws IllegalArgumentException when there is none
    public static SeverityMark of(String id) {
        return Marks.byId(values(), SeverityMark::id, id);
    }

    /// The word in filters, in the store and, after `severity.`, in the messages.
    public String id() {
        return id;
    }

    /// Ikonli's name of the icon.
    public String icon() {
        return icon;
    }

    /// The style class that gives icon and word their colour.
    public String styleClass() {
        return "severity-" + id;
    }
}
