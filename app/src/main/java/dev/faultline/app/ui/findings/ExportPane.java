package dev.faultline.app.ui.findings;

import dev.faultline.app.Messages;
import dev.faultline.app.export.ExportFormat;
import dev.faultline.app.ui.text.Figures;
import java.util.Locale;
import java.util.Optional;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.RadioButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/// Asks which findings are to be exported, and as what.
final class ExportPane extends VBox {
    private final ToggleGroup scopes = new ToggleGroup();
    private final ToggleGroup formats = new ToggleGroup();

    /// @param done run when the user has chosen, or thought better of it
    ExportPane(ExportViewModel model, Runnable done) {
        getStyleClass().addAll("dialog-content", "export-pane");
        getChildren().add(section("export.which"));
        for (ExportScope scope : ExportScope.values()) {
            long count = model.count(scope);
            RadioButton choice = choice(
                    scopes,
                    scope,
                    Messages.text("export.scope." + scope.name().toLowerCase(Locale.ROOT), Figures.count(count)));
            choice.setDisable(count == 0);
        }
        scopes.getToggles().stream()
                .filter(toggle -> toggle instanceof RadioButton choice && !choice.isDisabled())
                .findFirst()
                .ifPresent(scopes::selectToggle);
        getChildren().add(section("export.as"));
        for (ExportFormat format : ExportFormat.values()) {
            choice(
                    formats,
                    Optional.of(format),
                    Messages.text("export.format." + format.name().toLowerCase(Locale.ROOT)));
        }
        choice(formats, Optional.empty(), Messages.text("export.format.pcapng"));
        formats.selectToggle(formats.getToggles().getFirst());
        Button export = new Button(Messages.text("export.export"));
        export.setDefaultButton(true);
        export.disableProperty().bind(scopes.selectedToggleProperty().isNull());
        export.setOnAction(event -> {
            done.run();
            export(model);
        });
        Button cancel = new Button(Messages.text("export.cancel"));
        cancel.setCancelButton(true);
        cancel.setOnAction(event -> done.run());
        HBox buttons = new HBox(export, cancel);
        buttons.getStyleClass().add("export-buttons");
        getChildren().add(buttons);
    }

    private void export(ExportViewModel model) {
        ExportScope scope = (ExportScope) scopes.getSelectedToggle().getUserData();
        if (formats.getSelectedToggle().getUserData() instanceof Optional<?> chosen
                && chosen.orElse(null) instanceof ExportFormat format) {
            model.export(scope, format);
        } else {
            model.exportPackets(scope);
        }
    }

    private RadioButton choice(ToggleGroup group, Object value, String text) {
        RadioButton choice = new RadioButton(text);
        choice.setUserData(value);
        choice.setToggleGroup(group);
        getChildren().add(choice);
        return choice;
    }

    private static Label section(String textKey) {
        Label label = new Label(Messages.text(textKey));
        label.getStyleClass().add("fl-section");
        return label;
    }
}
