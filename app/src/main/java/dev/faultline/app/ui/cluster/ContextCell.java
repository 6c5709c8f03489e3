package dev.faultline.app.ui.cluster;

import dev.faultline.app.Messages;
import dev.faultline.app.k8s.Reachability;
import dev.faultline.app.ui.control.Icons;
import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuItem;
import javafx.scene.control.Tooltip;
import javafx.scene.input.MouseButton;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.javafx.FontIcon;

/// A context in a list: its square, its name, where it is, whether it answers, and Retry when it does not.
final class ContextCell extends ListCell<ContextRow> {
    private final ContextsViewModel model;
    private final boolean wide;
    private final ContextSquare square = new ContextSquare();
    private final Label name = new Label();
    private final Label place = new Label();
    private final Label state = new Label();
    private final Button retry = new Button(Messages.text("cluster.retry"));
    private final HBox row;

    /// @param wide whether the state has a place of its own at the right, not the one of the cluster's name
    /// @param choose what a click does
    ContextCell(ContextsViewModel model, boolean wide, Consumer<ContextRow> choose) {
        this.model = model;
        this.wide = wide;
        name.getStyleClass().add("context-name");
        place.getStyleClass().addAll("fl-muted", "fl-small");
        state.getStyleClass().add("fl-small");
        VBox names = new VBox(name, place);
        names.setAlignment(Pos.CENTER_LEFT);
        names.setMinWidth(0);
        HBox.setHgrow(names, Priority.ALWAYS);
        retry.setMinWidth(USE_PREF_SIZE);
        retry.setOnAction(event -> model.retry(getItem().context()));
        row = wide ? new HBox(square, names, state, retry) : new HBox(square, names, retry);
        row.getStyleClass().add("context-row");
        row.setPrefWidth(0);
        setPrefWidth(0);
        setOnMouseClicked(event -> {
            if (event.getButton() == MouseButton.PRIMARY && getItem() != null) {
                choose.accept(getItem());
            }
        });
    }

    @Override
    protected void updateItem(@Nullable ContextRow item, boolean empty) {
        super.updateItem(item, empty);
        if (empty || item == null) {
            setGraphic(null);
            setContextMenu(null);
            setTooltip(null);
            setAccessibleText(null);
            return;
        }
        model.want(item.context());
        square.show(item.colour());
        name.setText(item.name());
        String brief = ReachTexts.brief(item);
        boolean stateInPlace = !wide && item.isUnreachable();
        place.setText(stateInPlace ? brief : ReachTexts.place(item));
        paint(place, stateInPlace ? "severity-error" : "fl-muted");
        state.setText(brief);
        state.setGraphic(mark(item));
        state.setMinWidth(brief.length() > 40 ? 0 : USE_PREF_SIZE);
        paint(state, item.isUnreachable() ? "severity-error" : "fl-muted");
        retry.setVisible(item.isUnreachable());
        retry.setManaged(item.isUnreachable());
        retry.setAccessibleText(Messages.text("cluster.retryOf", item.name()));
        setGraphic(row);
        setTooltip(new Tooltip(item.name() + "\n" + ReachTexts.full(item)));
        setContextMenu(menu(item));
        setAccessibleText(Messages.text("cluster.contextOf", item.name(), brief, ReachTexts.place(item)));
    }

    private static @Nullable FontIcon mark(ContextRow item) {
        if (item.asking() || item.reach() == null) {
            return null;
        }
        return item.reach() instanceof Reachability.Reachable
                ? Icons.icon("mdal-check_circle", 14, "severity-success")
                : Icons.icon("mdoal-cloud_off", 14, "severity-error");
    }

    private static void paint(Label label, String styleClass) {
        label.getStyleClass().removeAll("severity-error", "fl-muted");
        label.getStyleClass().add(styleClass);
    }

    private ContextMenu menu(ContextRow item) {
        MenuItem again = new MenuItem(Messages.text("cluster.askAgain"), Icons.icon("mdmz-refresh", 16));
        again.setOnAction(event -> model.retry(item.context()));
        Menu colours = new Menu(Messages.text("cluster.colour"), Icons.icon("mdomz-palette", 16));
        for (ContextColour colour : ContextColour.values()) {
            ContextSquare sample = new ContextSquare();
            sample.show(colour);
            MenuItem choice = new MenuItem(Messages.text(colour.textKey()), sample);
            choice.setOnAction(event -> model.colour(item.context(), colour));
            colours.getItems().add(choice);
        }
        return new ContextMenu(again, colours);
    }
}
