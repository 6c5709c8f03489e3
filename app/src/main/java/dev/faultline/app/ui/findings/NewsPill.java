package dev.faultline.app.ui.findings;

import dev.faultline.app.Messages;
import dev.faultline.app.ui.control.Icons;
import dev.faultline.app.ui.text.Figures;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.layout.StackPane;

/// Floats at the top of a table that does not follow what comes in: how much has come, and the way to it.
final class NewsPill extends Button {
    private static final double BELOW_HEADER = 36;

    NewsPill(LiveTail tail, Runnable goToTop) {
        super("", Icons.icon("mdal-arrow_upward", 14));
        getStyleClass().add("news-pill");
        StackPane.setAlignment(this, Pos.TOP_CENTER);
        StackPane.setMargin(this, new Insets(BELOW_HEADER, 0, 0, 0));
        setMaxSize(USE_PREF_SIZE, USE_PREF_SIZE);
        setFocusTraversable(false);
        setOnAction(event -> goToTop.run());
        tail.newsProperty().addListener((observed, before, now) -> show(now.longValue()));
        show(tail.newsProperty().get());
    }

    private void show(long news) {
        setText(Messages.text("findings.news", Figures.count(news)));
        setVisible(news > 0);
    }
}
