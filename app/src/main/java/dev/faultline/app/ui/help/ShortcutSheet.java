package dev.faultline.app.ui.help;

import dev.faultline.app.Messages;
import dev.faultline.app.command.Command;
import dev.faultline.app.command.CommandGroup;
import dev.faultline.app.command.CommandRegistry;
import dev.faultline.app.ui.control.Icons;
import dev.faultline.app.ui.control.KeyCap;
import dev.faultline.app.ui.control.KeyText;
import java.util.List;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.TilePane;
import javafx.scene.layout.VBox;

/// Everything the window can do, with its keys, on one sheet.
public final class ShortcutSheet extends VBox {
    private static final int KEYS_SHOWN = 2;

    private final CommandRegistry commands;
    private final TilePane groups = new TilePane(40, 8);

    /// @param close takes the sheet away
    public ShortcutSheet(CommandRegistry commands, Runnable close) {
        this.commands = commands;
        getStyleClass().addAll("overlay-sheet", "help-sheet");
        setMaxSize(880, Region.USE_PREF_SIZE);
        Label title = new Label(Messages.text("help.title"));
        title.getStyleClass().add("page-title");
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        Button closer = new Button("", Icons.icon("mdal-close", 18));
        closer.getStyleClass().addAll("flat", "icon-only");
        closer.setAccessibleText(Messages.text("help.close"));
        closer.setOnAction(event -> close.run());
        HBox header = new HBox(title, gap, closer);
        header.setAlignment(Pos.CENTER_LEFT);
        groups.setTileAlignment(Pos.TOP_LEFT);
        groups.setPrefTileWidth(380);
        ScrollPane scroll = new ScrollPane(groups);
        scroll.setFitToWidth(true);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        VBox.setVgrow(scroll, Priority.ALWAYS);
        VBox.setMargin(scroll, new Insets(12, 0, 0, 0));
        getChildren().addAll(header, scroll);
    }

    /// Shows the commands that there are now.
    public void open() {
        groups.getChildren().clear();
        for (CommandGroup group : CommandGroup.values()) {
            List<Command> members = commands.of(group);
            if (!members.isEmpty()) {
                groups.getChildren().add(section(group, members));
            }
        }
        requestFocus();
    }

    private static VBox section(CommandGroup group, List<Command> members) {
        Label title = new Label(Messages.text(group.textKey()));
        title.getStyleClass().add("fl-section");
        VBox section = new VBox(6, title);
        members.forEach(command -> section.getChildren().add(row(command)));
        section.setPadding(new Insets(0, 0, 12, 0));
        return section;
    }

    private static HBox row(Command command) {
        Label text = new Label(command.text());
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        HBox row = new HBox(4, text, gap);
        command.keys().stream()
                .map(KeyText::of)
                .distinct()
                .limit(KEYS_SHOWN)
                .forEach(keys -> row.getChildren().add(new KeyCap(keys)));
        row.setAlignment(Pos.CENTER_LEFT);
        row.setMinHeight(20);
        return row;
    }
}
