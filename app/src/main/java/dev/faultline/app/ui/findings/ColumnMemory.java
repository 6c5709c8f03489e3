package dev.faultline.app.ui.findings;

import dev.faultline.app.settings.Settings;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javafx.beans.value.ChangeListener;
import javafx.collections.ListChangeListener;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;

/// Keeps order, width and visibility of the columns from one start to the next, apart for tables with room for
/// all and tables without.
final class ColumnMemory {
    private final Settings settings;
    private final TableView<RowItem> table;
    private final Map<Column, TableColumn<RowItem, RowItem>> columns;
    private final FillPolicy widths;
    private boolean narrow;
    private boolean applying;

    ColumnMemory(
            Settings settings,
            TableView<RowItem> table,
            Map<Column, TableColumn<RowItem, RowItem>> columns,
            FillPolicy widths) {
        this.settings = settings;
        this.table = table;
        this.columns = columns;
        this.widths = widths;
        ChangeListener<Object> changed = (observed, before, now) -> save();
        columns.values().forEach(column -> {
            column.visibleProperty().addListener(changed);
            column.widthProperty().addListener(changed);
        });
        table.getColumns().addListener((ListChangeListener<TableColumn<RowItem, ?>>) change -> save());
    }

    /// Lays the columns out as they were left.
    void restore(boolean withoutRoom) {
        narrow = withoutRoom;
        apply(ColumnLayout.parse(settings.remembered(key(), ""), narrow));
    }

    /// Lays the columns out as they were at first.
    void reset() {
        apply(ColumnLayout.standard(narrow));
        save();
    }

    private void apply(ColumnLayout layout) {
        applying = true;
        List<TableColumn<RowItem, RowItem>> order =
                layout.places().stream().map(place -> column(place.column())).toList();
        if (!table.getColumns().equals(order)) {
            table.getColumns().setAll(order);
        }
        layout.places().forEach(place -> {
            widths.want(column(place.column()), place.width());
            column(place.column()).setVisible(place.visible());
        });
        applying = false;
    }

    private void save() {
        if (applying || table.getColumns().size() < columns.size()) {
            return;
        }
        ColumnLayout layout = new ColumnLayout(table.getColumns().stream()
                .map(shown -> columns.entrySet().stream()
                        .filter(entry -> entry.getValue().equals(shown))
                        .map(entry -> new ColumnLayout.Place(
                                entry.getKey(), widths.wanted(entry.getValue()), shown.isVisible()))
                        .findFirst()
                        .orElseThrow())
                .toList());
        settings.remember(key(), layout.toText());
    }

    private TableColumn<RowItem, RowItem> column(Column column) {
        return Objects.requireNonNull(columns.get(column));
    }

    private String key() {
        return narrow ? "findings.columns.narrow" : "findings.columns.wide";
    }
}
