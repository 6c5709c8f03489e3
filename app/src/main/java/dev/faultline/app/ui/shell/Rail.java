package dev.faultline.app.ui.shell;

import dev.faultline.app.Messages;
import dev.faultline.app.command.CommandRegistry;
import dev.faultline.app.ui.control.Icons;
import dev.faultline.app.ui.shell.ShellViewModel.Page;
import javafx.scene.control.Button;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// The places of an open capture, on the left edge.
final class Rail extends VBox {
    Rail(ShellViewModel model, CommandRegistry commands) {
        getStyleClass().add("rail");
        getChildren().add(place(model, Page.FINDINGS, "shell.findings", "mdoal-list_alt"));
        getChildren().add(place(model, Page.FLOWS, "shell.flows", "mdomz-swap_calls"));
        getChildren().add(place(model, Page.CLUSTER, "shell.cluster", "mdomz-widgets"));
        Region gap = new Region();
        VBox.setVgrow(gap, Priority.ALWAYS);
        Button settings = new Button(Messages.text("shell.settings"), Icons.icon("mdomz-settings", 20));
        settings.setOnAction(event -> commands.get("file.preferences").run());
        getChildren().addAll(gap, settings);
    }

    private static ToggleButton place(ShellViewModel model, Page page, String textKey, String icon) {
        ToggleButton button = new ToggleButton(Messages.text(textKey), Icons.icon(icon, 20));
        button.setOnAction(event -> {
            model.goTo(page);
            button.setSelected(model.pageProperty().get() == page);
        });
        if (page != Page.CLUSTER) {
            button.disableProperty().bind(model.session().openProperty().not());
        }
        button.setSelected(model.pageProperty().get() == page);
        model.pageProperty().addListener((observed, before, now) -> button.setSelected(now == page));
        return button;
    }
}
