package dev.faultline.app.ui.shell;

import dev.faultline.app.Messages;
import dev.faultline.app.command.CommandRegistry;
import dev.faultline.app.ui.control.Icons;
import javafx.scene.control.Button;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// The places of an open capture, on the left edge.
final class Rail extends VBox {
    Rail(ShellViewModel model, CommandRegistry commands) {
        getStyleClass().add("rail");
        ToggleButton findings = new ToggleButton(Messages.text("shell.findings"), Icons.icon("mdoal-list_alt", 20));
        findings.setOnAction(event -> {
            model.goToFindings();
            findings.setSelected(model.pageProperty().get() == ShellViewModel.Page.FINDINGS);
        });
        findings.setSelected(model.pageProperty().get() == ShellViewModel.Page.FINDINGS);
        model.pageProperty()
                .addListener((observed, before, now) -> findings.setSelected(now == ShellViewModel.Page.FINDINGS));
        Region gap = new Region();
        VBox.setVgrow(gap, Priority.ALWAYS);
        Button settings = new Button(Messages.text("shell.settings"), Icons.icon("mdomz-settings", 20));
        settings.setOnAction(event -> commands.get("file.preferences").run());
        getChildren().addAll(findings, gap, settings);
    }
}
