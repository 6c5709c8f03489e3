package dev.faultline.app.ui.control;

/// How sure a finding is, as bars; see [ConfidenceBars].
public enum ConfidenceMark {
    LOW("low", 1),
    MEDIUM("medium", 2),
    HIGH("high", 3);

    private final String id;
    private final int bars;

    ConfidenceMark(String id, int bars) {
        this.id = id;
        this.bars = bars;
    }

    /// The mark of the confidence with that word.
    ///
    /// @throws IllegalArgumentException when there is none
    public static ConfidenceMark of(String id) {
        return Marks.byId(values(), ConfidenceMark::id, id);
    }

    /// The word in filters, in the store and, after `confidence.`, in the messages.
    public String id() {
        return id;
    }

    /// Number of filled bars, 1…3.
    public int bars() {
        return bars;
    }
}
