package dev.faultline.app.ui.findings;

import dev.faultline.app.Messages;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import javafx.beans.property.SimpleObjectProperty;
import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.control.CheckMenuItem;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.IndexedCell;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SelectionMode;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableRow;
import javafx.scene.control.TableView;
import javafx.scene.control.skin.VirtualFlow;
import javafx.scene.input.ContextMenuEvent;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.shape.Rectangle;
import org.jspecify.annotations.Nullable;

/// The table of findings: virtual, sorted and paged by the store.
final class FindingsTable implements TableLink {
    /// Style class of a table without room for all.
    static final String NARROW = "narrow";

    private static final double ROW_HEIGHT = 28;
    private static final PseudoClass STRONG = PseudoClass.getPseudoClass("strong");

    private final FindingsViewModel model;
    private final TableView<RowItem> table = new TableView<>();
    private final Map<Column, TableColumn<RowItem, RowItem>> columns = new EnumMap<>(Column.class);
    private final FillPolicy widths;
    private final ColumnMemory memory;
    private final ContextMenu rowMenu = new ContextMenu();
    private boolean applying;
    private boolean ordering;

    FindingsTable(FindingsViewModel model, RowMenu menu) {
        this.model = model;
        for (Column column : Column.values()) {
            columns.put(column, column(column));
        }
        table.getStyleClass().add("findings-table");
        table.setFixedCellSize(ROW_HEIGHT);
        table.setAccessibleText(Messages.text("findings.table"));
        widths = new FillPolicy(get(Column.FINDING), List.of(get(Column.DESTINATION), get(Column.SOURCE)));
        table.setColumnResizePolicy(widths);
        table.setRowFactory(shown -> new Row());
        table.getSelectionModel().setSelectionMode(SelectionMode.MULTIPLE);
        table.getColumns().setAll(List.copyOf(columns.values()));
        List<SortKey> order = model.sortProperty().get();
        table.setItems(model.rows());
        sortBy(order);
        table.setSortPolicy(shown -> sorted());
        model.sortProperty().addListener((observed, before, now) -> follow(now));
        table.getSelectionModel().getSelectedIndices().addListener((javafx.collections.ListChangeListener<Integer>)
                change -> selected());
        table.getFocusModel().focusedIndexProperty().addListener((observed, before, now) -> selected());
        table.addEventFilter(KeyEvent.KEY_PRESSED, this::fold);
        table.addEventFilter(MouseEvent.MOUSE_PRESSED, FindingsTable::keepFromMeasuringAllRows);
        memory = new ColumnMemory(model.settings(), table, columns, widths);
        memory.restore(false);
        ContextMenu header = headerMenu();
        columns.values().forEach(column -> column.setContextMenu(header));
        table.setOnContextMenuRequested(event -> showMenu(event, menu));
        table.skinProperty().addListener((observed, before, now) -> watchScrolling());
        model.link(this);
    }

    private void watchScrolling() {
        VirtualFlow<?> flow = flow();
        if (flow != null) {
            flow.positionProperty().addListener((observed, before, now) -> {
                if (!applying) {
                    model.tail().look(now.doubleValue() <= 0 ? 0 : Math.max(1, firstSeen()));
                }
            });
        }
    }

    /// Shows the first line, and follows what comes in.
    void goToTop() {
        table.scrollTo(0);
        model.tail().follow();
    }

    TableView<RowItem> node() {
        return table;
    }

    /// Leaves out words and hours where there is no room for all.
    void setNarrow(boolean narrow) {
        if (narrow != table.getStyleClass().contains(NARROW)) {
            if (narrow) {
                table.getStyleClass().add(NARROW);
            } else {
                table.getStyleClass().remove(NARROW);
            }
            columns.forEach((column, shown) -> shown.setText(title(column, narrow)));
            memory.restore(narrow);
            rewrite();
        }
    }

    /// Writes all cells again: texts have changed, not rows.
    void rewrite() {
        table.refresh();
    }

    @Override
    public int firstSeen() {
        IndexedCell<?> first = first();
        return first == null ? 0 : first.getIndex();
    }

    @Override
    public int lastSeen() {
        VirtualFlow<?> flow = flow();
        IndexedCell<?> last = flow == null ? null : flow.getLastVisibleCell();
        return last == null ? 0 : last.getIndex();
    }

    @Override
    public void changing() {
        applying = true;
        table.getSelectionModel().clearSelection();
    }

    @Override
    public void changed(Selection selection) {
        IndexedCell<?> first = first();
        double offset = first == null ? 0 : first.getLayoutY();
        boolean moved = first != null && first.getIndex() != selection.top();
        select(selection);
        VirtualFlow<?> flow = flow();
        if (moved && flow != null) {
            flow.scrollToTop(selection.top());
            flow.scrollPixels(-offset);
        }
        applying = false;
    }

    private void select(Selection selection) {
        int[] lines = selection.lines().stream().mapToInt(Integer::intValue).toArray();
        if (lines.length > 0 && lines.length == table.getItems().size()) {
            table.getSelectionModel().selectAll();
        } else if (lines.length > 0) {
            table.getSelectionModel().selectIndices(lines[0], lines);
        }
        if (selection.lead() >= 0) {
            table.getFocusModel().focus(selection.lead());
        }
    }

    private void selected() {
        if (!applying) {
            model.select(
                    List.copyOf(table.getSelectionModel().getSelectedIndices()),
                    table.getFocusModel().getFocusedIndex());
        }
    }

    /// Gives the columns their first order and width again, and shows them all.
    void resetColumns() {
        memory.reset();
    }

    /// Selects the line so many below the one in focus.
    void step(int lines) {
        go(table.getFocusModel().getFocusedIndex() + lines);
    }

    /// Selects the line and brings it into sight.
    private void go(int line) {
        if (line >= 0 && line < table.getItems().size()) {
            table.getSelectionModel().clearAndSelect(line);
            table.getFocusModel().focus(line);
            if (line <= firstSeen() || line >= lastSeen()) {
                table.scrollTo(Math.max(0, line - 1));
            }
        }
    }

    private void showMenu(ContextMenuEvent event, RowMenu menu) {
        if (model.leadProperty().get() != null) {
            Column column = event.getPickResult().getIntersectedNode() == null || event.isKeyboardTrigger()
                    ? null
                    : columnAt(event.getPickResult().getIntersectedNode());
            rowMenu.getItems().setAll(menu.items(column));
            rowMenu.show(table, event.getScreenX(), event.getScreenY());
            event.consume();
        }
    }

    private @Nullable Column columnAt(Node picked) {
        for (Node node = picked; node != null; node = node.getParent()) {
            if (node instanceof RowCell cell) {
                return column(cell.getTableColumn());
            }
        }
        return null;
    }

    private @Nullable Column column(TableColumn<RowItem, ?> shown) {
        return columns.entrySet().stream()
                .filter(entry -> entry.getValue().equals(shown))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(null);
    }

    /// Which columns are shown.
    private ContextMenu headerMenu() {
        ContextMenu menu = new ContextMenu();
        columns.forEach((column, shown) -> {
            CheckMenuItem item = new CheckMenuItem(Messages.text("copy.column." + column.id()));
            item.selectedProperty().bindBidirectional(shown.visibleProperty());
            item.setDisable(column == Column.FINDING);
            menu.getItems().add(item);
        });
        MenuItem reset = new MenuItem(Messages.text("command.view.resetColumns"));
        reset.setOnAction(event -> resetColumns());
        menu.getItems().addAll(new SeparatorMenuItem(), reset);
        return menu;
    }

    private TableColumn<RowItem, RowItem> get(Column column) {
        return java.util.Objects.requireNonNull(columns.get(column));
    }

    private TableColumn<RowItem, RowItem> column(Column column) {
        TableColumn<RowItem, RowItem> made = new TableColumn<>(title(column, false));
        made.setId(column.id());
        made.setMinWidth(Math.min(column.width(true), column.width(false)) / 2);
        made.getStyleClass().add("column-" + column.id());
        made.setCellValueFactory(line -> new SimpleObjectProperty<>(line.getValue()));
        made.setCellFactory(shown -> cell(column));
        return made;
    }

    /// The header of the class, an icon wide, is always empty.
    private static String title(Column column, boolean narrow) {
        boolean none = column == Column.CLASS || (narrow && column.hasIconOnly());
        return none ? "" : Messages.text("column." + column.id());
    }

    private RowCell cell(Column column) {
        return switch (column) {
            case SEVERITY -> new Cells.Severity();
            case CLASS -> new Cells.FindingClass();
            case TIME -> new TimeCell(model);
            case FINDING -> new TitleCell(model::toggle);
            case SOURCE -> new Cells.Endpoint(RowItem::source);
            case DESTINATION -> new Cells.Endpoint(RowItem::destination);
            case BLAME -> new Cells.Blame();
            case COUNT -> new Cells.Count();
            case CONFIDENCE -> new Cells.Confidence();
            case REQUEST -> new Cells.Request();
            case ELAPSED -> new Cells.Elapsed();
        };
    }

    private void sortBy(List<SortKey> keys) {
        for (SortKey key : keys) {
            TableColumn<RowItem, RowItem> column = get(key.column());
            column.setSortType(key.descending() ? TableColumn.SortType.DESCENDING : TableColumn.SortType.ASCENDING);
            table.getSortOrder().add(column);
        }
    }

    /// Leaves the sorting to the store.
    private boolean sorted() {
        if (!ordering) {
            model.sortBy(sortKeys());
        }
        return true;
    }

    private List<SortKey> sortKeys() {
        List<SortKey> keys = new ArrayList<>();
        for (TableColumn<RowItem, ?> sorted : table.getSortOrder()) {
            Column column = column(sorted);
            if (column != null) {
                keys.add(new SortKey(column, sorted.getSortType() == TableColumn.SortType.DESCENDING));
            }
        }
        return keys;
    }

    /// The order was chosen elsewhere.
    private void follow(List<SortKey> keys) {
        if (!keys.equals(sortKeys())) {
            ordering = true;
            table.getSortOrder().clear();
            sortBy(keys);
            ordering = false;
        }
    }

    private void fold(KeyEvent event) {
        int line = table.getFocusModel().getFocusedIndex();
        boolean arrow = event.getCode() == KeyCode.RIGHT || event.getCode() == KeyCode.LEFT;
        if (!arrow || line < 0 || event.isShortcutDown() || event.isAltDown() || event.isShiftDown()) {
            return;
        }
        event.consume();
        RowItem item = table.getItems().get(line);
        if (event.getCode() == KeyCode.RIGHT && item.open()) {
            go(line + 1);
        } else if (event.getCode() == KeyCode.LEFT && !item.open()) {
            go(model.parent(line));
        } else {
            model.toggle(line);
        }
    }

    /// A double click on the edge of a header would read every row to find the widest.
    private static void keepFromMeasuringAllRows(MouseEvent event) {
        if (event.getClickCount() > 1 && event.getTarget() instanceof Rectangle) {
            event.consume();
        }
    }

    private @Nullable VirtualFlow<?> flow() {
        return table.lookup(".virtual-flow") instanceof VirtualFlow<?> flow ? flow : null;
    }

    private @Nullable IndexedCell<?> first() {
        VirtualFlow<?> flow = flow();
        return flow == null ? null : flow.getFirstVisibleCell();
    }

    private final class Row extends TableRow<RowItem> {
        Row() {
            setOnMouseClicked(event -> {
                if (event.getButton() == MouseButton.PRIMARY && event.getClickCount() == 2 && !isEmpty()) {
                    model.toggle(getIndex());
                }
            });
        }

        @Override
        protected void updateItem(@Nullable RowItem item, boolean empty) {
            super.updateItem(item, empty);
            boolean error = item != null
                    && item.isLoaded()
                    && item.severity() == dev.faultline.app.ui.control.SeverityMark.ERROR;
            pseudoClassStateChanged(STRONG, error);
        }
    }
}
