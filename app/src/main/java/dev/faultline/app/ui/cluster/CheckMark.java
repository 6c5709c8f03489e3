package dev.faultline.app.ui.cluster;

import dev.faultline.app.ui.control.Icons;
import javafx.scene.layout.StackPane;
import org.kordamp.ikonli.javafx.FontIcon;

/// A box that is ticked, half ticked or empty. It only shows; its row takes the clicks.
final class CheckMark extends StackPane {
    private final FontIcon icon = Icons.icon("mdal-check_box", 18);

    CheckMark() {
        getStyleClass().add("check-mark");
        getChildren().add(icon);
        setMinSize(20, 20);
        setMaxSize(20, 20);
    }

    void show(Check check, boolean locked) {
        icon.setIconLiteral(
                switch (check) {
                    case NONE -> "mdoal-check_box_outline_blank";
                    case SOME -> "mdal-indeterminate_check_box";
                    case ALL -> "mdal-check_box";
                });
        getStyleClass().removeAll("ticked", "locked");
        if (locked) {
            getStyleClass().add("locked");
        } else if (check != Check.NONE) {
            getStyleClass().add("ticked");
        }
    }
}
