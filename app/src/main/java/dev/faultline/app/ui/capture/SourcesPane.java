package dev.faultline.app.ui.capture;

import dev.faultline.app.Messages;
import dev.faultline.app.live.FeedPlace;
import dev.faultline.app.ui.control.Icons;
import java.util.Locale;
import java.util.function.BiConsumer;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/// The sources of a capture, each with its state and a way to what the cluster says about it.
final class SourcesPane extends VBox {
    private static final double ROW = 52;
    private static final int MOST_ROWS = 7;

    /// @param show shows a text under a title
    SourcesPane(LiveViewModel model, BiConsumer<String, String> show) {
        getStyleClass().add("sources-pane");
        Label title = new Label(Messages.text("live.sources"));
        title.getStyleClass().add("fl-section");
        ListView<SourceRow> list = new ListView<>(model.sources());
        list.setFixedCellSize(ROW);
        list.setPrefSize(520, ROW * Math.clamp(model.sources().size(), 1, MOST_ROWS) + 2);
        list.setAccessibleText(Messages.text("live.sources"));
        list.setCellFactory(view -> new Cell(model, show));
        getChildren().addAll(title, list);
    }

    private static final class Cell extends ListCell<SourceRow> {
        private final Region dot = new Region();
        private final Label name = new Label();
        private final Label state = new Label();
        private final Label detail = new Label();
        private final Label figures = new Label();
        private final HBox row;

        Cell(LiveViewModel model, BiConsumer<String, String> show) {
            dot.setMinSize(8, 8);
            dot.setMaxSize(8, 8);
            name.getStyleClass().add("fl-strong");
            state.getStyleClass().add("fl-small");
            state.setMinWidth(USE_PREF_SIZE);
            detail.getStyleClass().addAll("fl-small", "fl-muted");
            detail.setMinWidth(0);
            figures.getStyleClass().addAll("fl-small", "fl-muted");
            figures.setMinWidth(USE_PREF_SIZE);
            Hyperlink story = new Hyperlink(Messages.text("live.story"));
            story.getStyleClass().add("fl-small");
            story.setMinWidth(USE_PREF_SIZE);
            story.setOnAction(event -> {
                SourceRow of = getItem();
                if (of != null) {
                    model.story(of, text -> show.accept(Messages.text("live.storyOf", of.name()), text));
                }
            });
            VBox left = new VBox(2, line(name), line(state, detail));
            HBox.setHgrow(left, Priority.ALWAYS);
            VBox right = new VBox(2, figures, story);
            right.setAlignment(Pos.CENTER_RIGHT);
            left.setMinWidth(0);
            left.setAlignment(Pos.CENTER_LEFT);
            row = new HBox(10, dot, left, right);
            row.setAlignment(Pos.CENTER_LEFT);
            row.setPrefWidth(0);
            setPrefWidth(0);
        }

        private static Node line(Label... labels) {
            HBox line = new HBox(8, labels);
            line.setAlignment(Pos.CENTER_LEFT);
            return line;
        }

        @Override
        protected void updateItem(@Nullable SourceRow item, boolean empty) {
            super.updateItem(item, empty);
            if (empty || item == null) {
                setGraphic(null);
                setTooltip(null);
                setAccessibleText(null);
                return;
            }
            dot.getStyleClass().setAll("status-dot", item.mark().name().toLowerCase(Locale.ROOT));
            name.setText(item.name());
            name.setGraphic(Icons.icon(icon(item.place()), 14, "fl-muted"));
            state.setText(item.state());
            detail.setText(item.detail());
            figures.setText(item.figures());
            setGraphic(row);
            setTooltip(item.detail().isEmpty() ? null : new Tooltip(item.detail()));
            setAccessibleText(Messages.text("live.sourceOf", item.name(), item.state(), item.detail(), item.figures()));
        }

        private static String icon(FeedPlace place) {
            return switch (place.kind()) {
                case NODE -> "mdomz-memory";
                case POD -> "mdomz-widgets";
                case INTERFACE, STREAM -> "mdomz-settings_ethernet";
            };
        }
    }
}
