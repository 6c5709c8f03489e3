package dev.faultline.app.ui.findings;

import javafx.beans.property.ReadOnlyLongProperty;
import javafx.beans.property.ReadOnlyLongWrapper;

/// Whether the table follows what comes in at its top, and how much has come since it does not: it follows at
/// the top, and stops when the user scrolls down or selects. FX thread only.
public final class LiveTail {
    private final ReadOnlyLongWrapper news = new ReadOnlyLongWrapper(this, "news");
    private boolean following = true;
    private long known;
    private long shown;

    /// Number of findings that have come since the table last followed.
    public ReadOnlyLongProperty newsProperty() {
        return news.getReadOnlyProperty();
    }

    /// Follows again; the user goes to the top.
    public void follow() {
        following = true;
        known = shown;
        news.set(0);
    }

    boolean isFollowing() {
        return following;
    }

    /// The user holds on to what is shown.
    void hold() {
        following = false;
    }

    /// The user has scrolled to where `first` is the topmost line.
    void look(int first) {
        if (first == 0) {
            follow();
        } else {
            hold();
        }
    }

    /// So many findings are shown now.
    ///
    /// @param asked whether it is something else that is shown than before, so that none of it is news
    void count(long now, boolean asked) {
        shown = now;
        if (following || asked) {
            known = now;
        }
        news.set(Math.max(0, now - known));
    }
}
