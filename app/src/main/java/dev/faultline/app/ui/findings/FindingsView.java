package dev.faultline.app.ui.findings;

import javafx.scene.layout.BorderPane;

/// The findings of one session: filter bar, facets, timeline and table, with the details beside or below.
public final class FindingsView extends BorderPane {
    /// @param model what it shows
    public FindingsView(FindingsViewModel model) {
        getStyleClass().add("findings-view");
        setUserData(model);
    }
}
