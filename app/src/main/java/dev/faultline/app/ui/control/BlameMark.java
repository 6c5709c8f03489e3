package dev.faultline.app.ui.control;

/// How blame looks; see [BlameGlyph].
public enum BlameMark {
    CLIENT("src"),
    SERVER("dst"),
    PATH("path"),
    REPORTER("reporter"),
    UNKNOWN("unknown");

    private final String id;

    BlameMark(String id) {
        this.id = id;
    }

    /// The mark of the blame with that word.
    ///
    /// @throws IllegalArgumentException when there is none
    public static BlameMark of(String id) {
        return Marks.byId(values(), BlameMark::id, id);
    }

    /// The word in filters, in the store and, after `blame.`, in the messages.
    public String id() {
        return id;
    }
}
