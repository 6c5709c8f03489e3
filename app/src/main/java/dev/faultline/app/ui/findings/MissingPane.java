package dev.faultline.app.ui.findings;

import dev.faultline.app.Messages;
import dev.faultline.app.ui.control.Icons;
import java.util.Set;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/// Says that Wireshark could not be started, where it was looked for, and what can be done instead.
final class MissingPane extends VBox {
    private static final int ICON = 16;

    private final Label title = new Label();
    private final Label details = new Label();

    MissingPane(EvidenceViewModel model) {
        getStyleClass().add("missing-pane");
        title.getStyleClass().add("missing-title");
        title.setGraphic(Icons.icon("mdmz-warning", ICON, "severity-warning"));
        details.setWrapText(true);
        details.setMinHeight(USE_PREF_SIZE);
        details.getStyleClass().add("fl-small");
        HBox buttons = new HBox(
                button("missing.browse", "mdomz-search", model::browse),
                button("missing.save", "mdoal-get_app", model::saveMissing),
                button("missing.folder", "mdoal-folder_open", model::showFolder),
                button("missing.close", "mdoal-close", model::dismiss));
        buttons.getStyleClass().add("missing-buttons");
        getChildren().addAll(title, details, buttons);
        model.missingProperty().addListener((observed, before, now) -> show(now));
        show(model.missingProperty().get());
    }

    private void show(@Nullable WiresharkMissing missing) {
        setVisible(missing != null);
        setManaged(missing != null);
        if (missing != null) {
            boolean notFound = missing.reason().isEmpty();
            title.setText(Messages.text(notFound ? "missing.notFound" : "missing.notStarted"));
            details.setText(
                    notFound
                            ? Messages.text(
                                    "missing.searched",
                                    String.join(
                                            " \u00b7 ",
                                            Set.copyOf(missing.searched()).stream()
                                                    .sorted()
                                                    .toList()))
                            : missing.reason());
        }
    }

    private static Button button(String textKey, String icon, Runnable action) {
        Button button = new Button(Messages.text(textKey), Icons.icon(icon, ICON));
        button.setOnAction(event -> action.run());
        return button;
    }
}
