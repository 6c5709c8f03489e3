package dev.faultline.app.ui.shell;

import dev.faultline.app.Messages;
import dev.faultline.app.command.Command;
import dev.faultline.app.command.CommandGroup;
import dev.faultline.app.command.CommandRegistry;
import dev.faultline.app.ui.control.CommandItems;
import dev.faultline.app.ui.control.Icons;
import dev.faultline.app.ui.control.KeyCap;
import dev.faultline.app.ui.control.KeyText;
import java.util.List;
import javafx.beans.binding.BooleanExpression;
import javafx.beans.value.ObservableBooleanValue;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;

/// What is open and how far it is, and what can be done with the findings.
final class CaptureBar extends HBox {
    /// Below it the size of the file and the keys on buttons are left out.
    private static final double NARROW = 960;

    private final CommandRegistry commands;
    private final HBox actions = new HBox(4);
    private final HBox file = new HBox(8);
    private final Region gap = new Region();

    CaptureBar(SessionViewModel session, CommandRegistry commands) {
        this.commands = commands;
        getStyleClass().add("capture-bar");
        Label name = new Label("", Icons.icon("mdoal-insert_drive_file", 16, "fl-muted"));
        name.getStyleClass().add("name");
        name.textProperty().bind(session.nameProperty());
        name.setMinWidth(60);
        Label detail = new Label();
        detail.getStyleClass().addAll("fl-muted", "fl-small");
        detail.textProperty().bind(session.detailProperty());
        detail.visibleProperty().bind(widthProperty().greaterThan(NARROW));
        detail.managedProperty().bind(detail.visibleProperty());
        HBox.setHgrow(gap, Priority.ALWAYS);
        actions.setMinWidth(Region.USE_PREF_SIZE);
        actions.setAlignment(Pos.CENTER_RIGHT);
        file.getChildren().addAll(name, detail);
        file.getChildren().addAll(reading(session));
        file.setAlignment(Pos.CENTER_LEFT);
        file.setMinWidth(0);
        getChildren().addAll(file, gap, actions);
        commands.onChanged(this::refresh);
        refresh();
    }

    /// Shows a live capture in place of the file.
    void setLive(Region live, ObservableBooleanValue shown) {
        HBox.setHgrow(live, Priority.ALWAYS);
        live.visibleProperty().bind(shown);
        live.managedProperty().bind(shown);
        BooleanExpression other = BooleanExpression.booleanExpression(shown).not();
        file.visibleProperty().bind(other);
        file.managedProperty().bind(other);
        gap.managedProperty().bind(other);
        getChildren().addFirst(live);
    }

    private List<Node> reading(SessionViewModel session) {
        Region divider = new Region();
        divider.getStyleClass().add("divider");
        Command cancel = commands.get("file.cancel");
        Button stop = new Button(cancel.text(), Icons.icon("mdmz-stop", 16));
        stop.getStyleClass().add("destructive");
        stop.setMinWidth(Region.USE_PREF_SIZE);
        stop.setOnAction(event -> cancel.run());
        Label progress = new Label();
        progress.getStyleClass().add("fl-small");
        progress.textProperty().bind(session.progressProperty());
        List<Node> nodes = List.of(divider, stop, progress);
        for (Node node : nodes) {
            node.visibleProperty().bind(session.readingProperty());
            node.managedProperty().bind(session.readingProperty());
        }
        return nodes;
    }

    /// The commands that work on findings come when the findings view is there.
    private void refresh() {
        actions.getChildren().clear();
        commands.find("finding.openInWireshark").map(this::button).ifPresent(actions.getChildren()::add);
        List<Command> exports = commands.of(CommandGroup.FILE).stream()
                .filter(command -> command.id().startsWith("export."))
                .toList();
        if (!exports.isEmpty()) {
            MenuButton export = new MenuButton(Messages.text("shell.export"), Icons.icon("mdoal-get_app", 16));
            exports.forEach(command -> export.getItems().add(CommandItems.item(command)));
            actions.getChildren().add(export);
        }
    }

    private Button button(Command command) {
        String icon = command.icon();
        Button button = new Button(command.text(), Icons.icon(icon == null ? "mdoal-launch" : icon, 16));
        button.setDisable(!command.enabled().get());
        command.enabled().addListener((observed, before, now) -> button.setDisable(!now));
        button.setOnAction(event -> command.run());
        KeyText.of(command).ifPresent(keys -> addKeys(button, new KeyCap(keys)));
        return button;
    }

    private void addKeys(Button button, KeyCap keys) {
        Node icon = button.getGraphic();
        Label words = new Label(button.getText());
        HBox content = new HBox(6, icon, words, keys);
        content.setAlignment(Pos.CENTER_LEFT);
        words.getStyleClass().add("fl-medium");
        button.setAccessibleText(button.getText());
        button.setGraphic(content);
        button.setContentDisplay(ContentDisplay.GRAPHIC_ONLY);
        keys.visibleProperty().bind(widthProperty().greaterThan(NARROW));
        keys.managedProperty().bind(keys.visibleProperty());
    }
}
