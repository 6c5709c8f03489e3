package dev.faultline.app.ui.shell;

import dev.faultline.app.command.CommandSearch.Hit;
import dev.faultline.app.ui.control.Icons;
import dev.faultline.app.ui.control.KeyCap;
import dev.faultline.app.ui.control.KeyText;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.ListCell;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.text.Text;
import javafx.scene.text.TextFlow;
import org.jspecify.annotations.Nullable;

/// A command in the palette, with the letters marked that were looked for.
final class PaletteCell extends ListCell<Hit> {
    @Override
    protected void updateItem(@Nullable Hit hit, boolean empty) {
        super.updateItem(hit, empty);
        if (empty || hit == null) {
            setGraphic(null);
            setDisable(false);
            return;
        }
        TextFlow words = words(hit);
        words.setMaxHeight(Region.USE_PREF_SIZE);
        StackPane middle = new StackPane(words);
        middle.setAlignment(Pos.CENTER_LEFT);
        HBox.setHgrow(middle, Priority.ALWAYS);
        HBox row = new HBox(8, icon(hit), middle);
        row.setAlignment(Pos.CENTER_LEFT);
        KeyText.of(hit.command()).map(KeyCap::new).ifPresent(row.getChildren()::add);
        setGraphic(row);
        setDisable(!hit.command().enabled().get());
        setAccessibleText(hit.label());
    }

    private static Node icon(Hit hit) {
        StackPane place = new StackPane();
        place.setMinWidth(20);
        place.setPrefWidth(20);
        String icon = hit.command().icon();
        if (icon != null) {
            place.getChildren().add(Icons.icon(icon, 16, "fl-muted"));
        }
        return place;
    }

    private static TextFlow words(Hit hit) {
        TextFlow flow = new TextFlow();
        int from = 0;
        for (int at = 1; at <= hit.label().length(); at++) {
            boolean before = hit.positions().contains(at - 1);
            if (at == hit.label().length() || hit.positions().contains(at) != before) {
                Text part = new Text(hit.label().substring(from, at));
                part.getStyleClass().add(before ? "match" : "rest");
                flow.getChildren().add(part);
                from = at;
            }
        }
        return flow;
    }
}
