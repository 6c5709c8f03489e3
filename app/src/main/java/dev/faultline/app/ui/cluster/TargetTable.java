package dev.faultline.app.ui.cluster;

import dev.faultline.app.Messages;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableRow;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;

/// The lines of the picker as a table. A click ticks, as does Space; left and right fold.
final class TargetTable extends TableView<TargetRow> {
    private static final double ROW = 28;
    private static final double ROOMY = 640;
    private static final double NARROW = 460;

    private final PickerViewModel model;
    private final List<TableColumn<TargetRow, TargetRow>> whenRoomy = new ArrayList<>();
    private final List<TableColumn<TargetRow, TargetRow>> notWhenNarrow = new ArrayList<>();

    TargetTable(PickerViewModel model) {
        super(model.rows());
        this.model = model;
        getStyleClass().add("target-table");
        setFixedCellSize(ROW);
        setAccessibleText(Messages.text("picker.targets"));
        setColumnResizePolicy(CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
        setPlaceholder(new Region());
        setRowFactory(view -> new Row(model));
        addEventFilter(KeyEvent.KEY_PRESSED, this::key);
        model.tabProperty().addListener((observed, before, now) -> showColumns(now));
        widthProperty().addListener((observed, before, now) -> fit(now.doubleValue()));
        showColumns(model.tabProperty().get());
    }

    private void key(KeyEvent event) {
        TargetRow row = getSelectionModel().getSelectedItem();
        if (row == null) {
            return;
        }
        boolean handled = true;
        switch (event.getCode()) {
            case SPACE, ENTER -> model.toggle(row);
            case LEFT -> fold(row, true);
            case RIGHT -> fold(row, false);
            default -> handled = false;
        }
        if (handled) {
            event.consume();
        }
    }

    private void fold(TargetRow row, boolean folded) {
        if (row.kind() == TargetRow.Kind.GROUP && row.folded() != folded) {
            model.fold(row);
        }
    }

    private void showColumns(PickerTab tab) {
        whenRoomy.clear();
        notWhenNarrow.clear();
        getColumns().clear();
        switch (tab) {
            case PODS -> podColumns();
            case SERVICES -> serviceColumns();
            case NODES -> nodeColumns();
        }
        fit(getWidth());
    }

    private void podColumns() {
        getColumns().add(nameColumn("picker.column.pod"));
        getColumns().add(statusColumn(140));
        getColumns().add(text("picker.column.ready", 52, TargetRow::ready));
        getColumns().add(notNarrow(figure("picker.column.restarts", 66, TargetRow::restarts)));
        getColumns().add(notNarrow(figure("picker.column.age", 48, TargetRow::age)));
        getColumns().add(roomy(text("picker.column.node", 88, TargetRow::node, "fl-muted")));
        getColumns().add(roomy(text("picker.column.podIp", 104, TargetRow::ip, "fl-muted", "fl-mono")));
    }

    private void serviceColumns() {
        getColumns().add(nameColumn("picker.column.service"));
        getColumns().add(bothEndsColumn());
        getColumns().add(statusColumn(122));
        getColumns().add(notNarrow(text("picker.column.backends", 76, TargetRow::ready)));
        getColumns().add(notNarrow(text("picker.column.ports", 100, TargetRow::node, "fl-muted")));
        getColumns().add(roomy(text("picker.column.ip", 112, TargetRow::ip, "fl-muted", "fl-mono")));
    }

    private void nodeColumns() {
        getColumns().add(nameColumn("picker.column.node"));
        getColumns().add(statusColumn(110));
        getColumns().add(figure("picker.column.pods", 56, TargetRow::ready));
        getColumns().add(notNarrow(figure("picker.column.age", 48, TargetRow::age)));
        getColumns().add(roomy(text("picker.column.system", 110, TargetRow::node, "fl-muted")));
        getColumns().add(roomy(text("picker.column.ip", 112, TargetRow::ip, "fl-muted", "fl-mono")));
    }

    private TableColumn<TargetRow, TargetRow> roomy(TableColumn<TargetRow, TargetRow> column) {
        whenRoomy.add(column);
        return column;
    }

    private TableColumn<TargetRow, TargetRow> notNarrow(TableColumn<TargetRow, TargetRow> column) {
        notWhenNarrow.add(column);
        return column;
    }

    private void fit(double width) {
        whenRoomy.forEach(column -> column.setVisible(width >= ROOMY));
        notWhenNarrow.forEach(column -> column.setVisible(width >= NARROW));
    }

    private TableColumn<TargetRow, TargetRow> nameColumn(String key) {
        TableColumn<TargetRow, TargetRow> column = column(key);
        column.setMinWidth(150);
        column.setPrefWidth(900); // takes what the others leave
        column.setMaxWidth(Double.MAX_VALUE);
        column.setCellFactory(view -> new TargetNameCell(model));
        column.getStyleClass().add("name-column");
        return column;
    }

    private static TableColumn<TargetRow, TargetRow> statusColumn(double width) {
        TableColumn<TargetRow, TargetRow> column = fixed(column("picker.column.status"), width);
        column.setCellFactory(view -> new StatusCell());
        return column;
    }

    private TableColumn<TargetRow, TargetRow> bothEndsColumn() {
        TableColumn<TargetRow, TargetRow> column = fixed(column("picker.column.bothEnds"), 118);
        column.setCellFactory(view -> new BothEndsCell(model));
        return column;
    }

    private static TableColumn<TargetRow, TargetRow> text(
            String key, double width, Function<TargetRow, String> words, String... styleClasses) {
        TableColumn<TargetRow, TargetRow> column = fixed(column(key), width);
        column.setCellFactory(view -> new WordsCell(words, false, styleClasses));
        return column;
    }

    private static TableColumn<TargetRow, TargetRow> figure(
            String key, double width, Function<TargetRow, String> words) {
        TableColumn<TargetRow, TargetRow> column = fixed(column(key), width);
        column.getStyleClass().add("figure-column");
        column.setCellFactory(view -> new WordsCell(words, true, "fl-muted"));
        return column;
    }

    private static TableColumn<TargetRow, TargetRow> column(String key) {
        TableColumn<TargetRow, TargetRow> column = new TableColumn<>(Messages.text(key));
        column.setCellValueFactory(row -> new ReadOnlyObjectWrapper<>(row.getValue()));
        column.setSortable(false);
        column.setReorderable(false);
        return column;
    }

    private static TableColumn<TargetRow, TargetRow> fixed(TableColumn<TargetRow, TargetRow> column, double width) {
        column.setMinWidth(width);
        column.setPrefWidth(width);
        column.setMaxWidth(width);
        return column;
    }

    /// A line; a click anywhere ticks it.
    private static final class Row extends TableRow<TargetRow> {
        Row(PickerViewModel model) {
            setOnMouseClicked(event -> {
                TargetRow row = getItem();
                if (row != null && event.getButton() == MouseButton.PRIMARY) {
                    model.toggle(row);
                }
            });
        }

        @Override
        protected void updateItem(@Nullable TargetRow row, boolean empty) {
            super.updateItem(row, empty);
            getStyleClass().removeAll("group", "ticked");
            if (row != null && !empty) {
                if (row.kind() == TargetRow.Kind.GROUP) {
                    getStyleClass().add("group");
                } else if (row.check() == Check.ALL) {
                    getStyleClass().add("ticked");
                }
            }
        }
    }

    /// Plain words.
    private static final class WordsCell extends TableCell<TargetRow, TargetRow> {
        private final Function<TargetRow, String> words;

        WordsCell(Function<TargetRow, String> words, boolean right, String... styleClasses) {
            this.words = words;
            setAlignment(right ? Pos.CENTER_RIGHT : Pos.CENTER_LEFT);
            getStyleClass().addAll(styleClasses);
        }

        @Override
        protected void updateItem(@Nullable TargetRow row, boolean empty) {
            super.updateItem(row, empty);
            getStyleClass().remove("severity-warning");
            if (row == null || empty) {
                setText("");
                return;
            }
            String text = words.apply(row);
            setText(text);
            if (row.trouble() && text.equals(row.restarts())) {
                getStyleClass().add("severity-warning");
            }
        }
    }

    /// A dot, and the status in a word.
    private static final class StatusCell extends TableCell<TargetRow, TargetRow> {
        private final Region dot = new Region();

        StatusCell() {
            dot.getStyleClass().add("status-dot");
            dot.setMinSize(8, 8);
            dot.setMaxSize(8, 8);
            setGraphicTextGap(6);
        }

        @Override
        protected void updateItem(@Nullable TargetRow row, boolean empty) {
            super.updateItem(row, empty);
            if (row == null || empty || row.status().isEmpty()) {
                setText("");
                setGraphic(null);
                return;
            }
            setText(row.status());
            setGraphic(row.mark() == TargetRow.Mark.NONE ? null : dot);
            dot.getStyleClass().setAll("status-dot", row.mark().name().toLowerCase(Locale.ROOT));
        }
    }

    /// Ticks the clients of a service.
    private static final class BothEndsCell extends TableCell<TargetRow, TargetRow> {
        private final CheckMark check = new CheckMark();
        private final Label words = new Label(Messages.text("picker.clients"), check);

        BothEndsCell(PickerViewModel model) {
            words.getStyleClass().add("fl-small");
            words.setOnMouseClicked(event -> {
                TargetRow row = getItem();
                if (row != null) {
                    model.toggleBothEnds(row);
                    event.consume();
                }
            });
        }

        @Override
        protected void updateItem(@Nullable TargetRow row, boolean empty) {
            super.updateItem(row, empty);
            Check both = row == null || empty ? null : row.bothEnds();
            setGraphic(both == null ? null : words);
            if (both != null) {
                check.show(both, false);
            }
        }
    }
}
