package dev.faultline.app.ui.findings;

/// What the view-model must know of the table, and tell it, so that selection and scrolling survive a change of
/// the rows.
interface TableLink {
    /// No table.
    TableLink NONE = new TableLink() {
        @Override
        public int firstSeen() {
            return 0;
        }

        @Override
        public int lastSeen() {
            return 0;
        }

        @Override
        public void changing() {}

        @Override
        public void changed(Selection selection) {}
    };

    /// The topmost line that can be seen.
    int firstSeen();

    /// The lowest line that can be seen.
    int lastSeen();

    /// The rows are about to change as a whole: forget the selection without telling.
    void changing();

    /// The rows have changed.
    void changed(Selection selection);
}
