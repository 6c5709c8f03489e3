package dev.faultline.app.ui.shell;

import dev.faultline.app.Messages;
import dev.faultline.app.command.Command;
import dev.faultline.app.command.CommandRegistry;
import dev.faultline.app.ui.control.Icons;
import dev.faultline.app.ui.control.KeyCap;
import dev.faultline.app.ui.control.KeyText;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.control.MenuBar;
import javafx.scene.control.Tooltip;
import javafx.scene.image.ImageView;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;

/// Logo, menus, the field that opens the command palette, theme and help.
final class TopBar extends HBox {
    private static final double NARROW = 1100;

    private final CommandRegistry commands;
    private final MenuBar menus = new MenuBar();

    /// @param logo the program's icon, 22 wide
    TopBar(CommandRegistry commands, ImageView logo) {
        this.commands = commands;
        getStyleClass().add("top-bar");
        StackPane mark = new StackPane(logo);
        mark.getStyleClass().add("logo");
        menus.setUseSystemMenuBar(true);
        menus.setMinWidth(Region.USE_PREF_SIZE);
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        HBox right = new HBox(8, commandField(), iconButton("view.theme"), iconButton("help.shortcuts"));
        right.setAlignment(Pos.CENTER_LEFT);
        getChildren().addAll(mark, menus, gap, right);
        commands.onChanged(this::refresh);
        refresh();
    }

    private void refresh() {
        menus.getMenus().setAll(CommandMenus.of(commands));
    }

    private Node commandField() {
        Command palette = commands.get("tools.palette");
        Label words = new Label(Messages.text("shell.commands"), Icons.icon("mdomz-search", 16));
        words.setMaxWidth(Double.MAX_VALUE);
        words.setGraphicTextGap(6);
        HBox.setHgrow(words, Priority.ALWAYS);
        HBox content = new HBox(6, words);
        KeyText.of(palette).map(KeyCap::new).ifPresent(content.getChildren()::add);
        content.setAlignment(Pos.CENTER_LEFT);
        Button field = new Button();
        field.setContentDisplay(ContentDisplay.GRAPHIC_ONLY);
        field.setGraphic(content);
        field.getStyleClass().add("command-field");
        field.setAccessibleText(palette.text());
        content.prefWidthProperty().bind(field.widthProperty().subtract(16));
        widthProperty()
                .addListener((observed, before, now) -> field.setPrefWidth(now.doubleValue() < NARROW ? 220 : 300));
        field.setPrefWidth(300);
        field.setMinWidth(150);
        field.setOnAction(event -> palette.run());
        return field;
    }

    private Button iconButton(String id) {
        Command command = commands.get(id);
        String icon = command.icon();
        Button button = new Button("", Icons.icon(icon == null ? "mdoal-launch" : icon, 18));
        button.getStyleClass().addAll("flat", "icon-only");
        button.setAccessibleText(command.text());
        button.setTooltip(new Tooltip(KeyText.of(command)
                .map(keys -> Messages.text("shell.withKeys", command.text(), keys))
                .orElse(command.text())));
        button.setOnAction(event -> command.run());
        return button;
    }
}
