package dev.faultline.app.ui.control;

/// How a class of findings looks. The colour belongs to marks and icons, never to text. In the order in which
/// the timeline stacks them, lowest first.
public enum ClassMark {
    CONNECTION("connection", "mdoal-link_off"),
    ICMP("icmp", "mdomz-wrong_location"),
    TIMEOUT("timeout", "mdoal-hourglass_empty"),
    HALF_CONNECTION("half-connection", "mdomz-tonality"),
    DISSECTION("dissection", "mdoal-broken_image"),
    APPLICATION("application", "mdoal-apps"),
    TRANSFER("transfer", "mdomz-repeat"),
    NETWORK("network", "mdomz-router"),
    CAPTURE("capture", "mdomz-radio_button_checked");

    private final String id;
    private final String icon;

    ClassMark(String id, String icon) {
        this.id = id;
        this.icon = icon;
    }

    /// The mark of the class with that word.
    ///
    /// @throws IllegalArgumentException when there is none
    public static ClassMark of(String id) {
        return Marks.byId(values(), ClassMark::id, id);
    }

    /// The word in filters, in the store and, after `class.`, in the messages.
    public String id() {
        return id;
    }

    /// Ikonli's name of the icon.
    public String icon() {
        return icon;
    }

    /// The style class that colours an icon or a swatch.
    public String styleClass() {
        return "class-" + id;
    }
}
