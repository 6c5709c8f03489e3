package dev.faultline.app.ui.start;

import dev.faultline.app.Messages;
import dev.faultline.app.command.Command;
import dev.faultline.app.command.CommandRegistry;
import dev.faultline.app.ui.control.Icons;
import dev.faultline.app.ui.control.KeyCap;
import dev.faultline.app.ui.control.KeyText;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.image.ImageView;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/// The start page: what to open on the left, what was opened before on the right.
public final class StartView extends BorderPane {
    private static final double WIDE = 1100;
    private static final double NARROW = 860;

    private final VBox side = new VBox();

    /// @param commands has the commands that the page offers: `capture.connect`, `file.open` and `file.demo`
    /// @param clusters the clusters that can be connected to
    /// @param logo the program's icon, 56 wide
    public StartView(CommandRegistry commands, RecentView recent, Node clusters, ImageView logo) {
        getStyleClass().add("start-view");
        side.getStyleClass().add("start-side");
        side.setMinWidth(0);
        side.getChildren()
                .addAll(header(logo), actions(commands), dropZone(commands.get("file.open")), gap(), promise());
        setLeft(side);
        VBox lists = new VBox(recent, clusters);
        lists.setMinWidth(0);
        setCenter(lists);
        widthProperty().addListener((observed, before, now) -> side.setPrefWidth(sideWidth(now.doubleValue())));
        side.setPrefWidth(400);
    }

    /// A window zoomed to 200 % leaves room for little.
    private static double sideWidth(double width) {
        if (width < NARROW) {
            return 270;
        }
        return width < WIDE ? 340 : 400;
    }

    private static Node header(ImageView logo) {
        Label product = new Label(Messages.text("shell.name"));
        product.getStyleClass().add("product");
        Label claim = new Label(Messages.text("start.claim"));
        claim.getStyleClass().add("fl-muted");
        claim.setMinWidth(0);
        VBox words = new VBox(product, claim);
        words.setAlignment(Pos.CENTER_LEFT);
        HBox header = new HBox(16, logo, words);
        header.setPadding(new Insets(0, 12, 24, 12));
        header.setMinHeight(Region.USE_PREF_SIZE);
        return header;
    }

    private static Node actions(CommandRegistry commands) {
        Node connect = action(commands.get("capture.connect"), Messages.text("start.connect"));
        connect.getStyleClass().add("first");
        return new VBox(
                4,
                connect,
                action(commands.get("file.open"), Messages.text("start.open")),
                action(commands.get("capture.local"), Messages.text("start.local")),
                action(commands.get("file.demo"), Messages.text("start.demo")));
    }

    private static Button action(Command command, String explanation) {
        String literal = command.icon();
        StackPane tile = new StackPane(Icons.icon(literal == null ? "mdoal-launch" : literal, 18));
        tile.getStyleClass().add("icon-tile");
        Label name = new Label(command.text());
        name.getStyleClass().add("action-name");
        Label words = new Label(explanation);
        words.getStyleClass().addAll("fl-muted", "fl-small");
        VBox text = new VBox(name, words);
        text.setAlignment(Pos.CENTER_LEFT);
        text.setMinWidth(0);
        HBox.setHgrow(text, Priority.ALWAYS);
        HBox row = new HBox(12, tile, text);
        row.setAlignment(Pos.CENTER_LEFT);
        KeyText.of(command).map(KeyCap::new).ifPresent(row.getChildren()::add);
        Button button = new Button();
        button.setContentDisplay(ContentDisplay.GRAPHIC_ONLY);
        button.setGraphic(row);
        button.setAccessibleText(command.text() + ". " + explanation);
        button.getStyleClass().add("start-action");
        button.setMaxWidth(Double.MAX_VALUE);
        row.prefWidthProperty().bind(button.widthProperty().subtract(24));
        button.setOnAction(event -> command.run());
        return button;
    }

    private static Node dropZone(Command open) {
        Label title = new Label(Messages.text("start.drop"));
        title.getStyleClass().add("fl-medium");
        Label several = new Label(Messages.text("start.dropSeveral"));
        several.getStyleClass().addAll("fl-muted", "fl-small");
        VBox zone = new VBox(2, Icons.icon("mdoal-get_app", 28, "fl-muted"), title, several);
        zone.getStyleClass().add("drop-zone");
        zone.setPrefHeight(190);
        zone.setMaxHeight(190);
        zone.setMinHeight(80);
        zone.setOnMouseClicked(event -> open.run());
        VBox.setMargin(zone, new Insets(20, 0, 12, 0));
        return zone;
    }

    private static Node gap() {
        Region gap = new Region();
        VBox.setVgrow(gap, Priority.ALWAYS);
        return gap;
    }

    private static Node promise() {
        Label promise = new Label(Messages.text("start.promise"), Icons.icon("mdoal-lock", 14, "fl-muted"));
        promise.getStyleClass().addAll("fl-muted", "fl-small");
        promise.setGraphicTextGap(8);
        VBox.setMargin(promise, new Insets(0, 12, 0, 12));
        promise.setMinHeight(Region.USE_PREF_SIZE);
        return promise;
    }
}
