package dev.faultline.app.ui.findings;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableColumnBase;
import javafx.scene.control.TableView;
import javafx.util.Callback;

/// Lets one column take the room that the others leave. Where they leave too little, the ends of the flow give
/// some of theirs, until there is room again.
@SuppressWarnings("rawtypes") // as TableView declares its policies
final class FillPolicy implements Callback<TableView.ResizeFeatures, Boolean> {
    private static final double LEAST = 150;
    private static final double LEAST_ENDPOINT = 96;

    private final TableColumn<RowItem, ?> filler;
    private final List<TableColumn<RowItem, ?>> givers;
    private final Map<TableColumnBase<?, ?>, Double> wanted = new HashMap<>();

    /// @param filler takes the room
    /// @param givers give room at need, the first first
    FillPolicy(TableColumn<RowItem, ?> filler, List<TableColumn<RowItem, ?>> givers) {
        this.filler = filler;
        this.givers = List.copyOf(givers);
    }

    /// Sets the width that a column has when there is room.
    void want(TableColumn<RowItem, ?> column, double width) {
        wanted.put(column, width);
        column.setPrefWidth(width);
    }

    /// The width that a column has when there is room.
    double wanted(TableColumn<RowItem, ?> column) {
        return wanted.getOrDefault(column, column.getWidth());
    }

    @Override
    public Boolean call(TableView.ResizeFeatures features) {
        TableColumnBase<?, ?> column = features.getColumn();
        if (column != null && !column.equals(filler)) {
            wanted.put(column, Math.max(column.getMinWidth(), column.getWidth() + features.getDelta()));
        }
        fill(features.getTable());
        return true;
    }

    private void fill(TableView<?> table) {
        double room = table.getWidth() - scrollBarWidth(table);
        for (TableColumn<?, ?> column : table.getVisibleLeafColumns()) {
            if (!column.equals(filler)) {
                column.setPrefWidth(wanted.getOrDefault(column, column.getWidth()));
                room -= column.getPrefWidth();
            }
        }
        for (TableColumn<RowItem, ?> giver : givers) {
            if (giver.isVisible() && room < LEAST) {
                double given = Math.clamp(giver.getPrefWidth() - LEAST_ENDPOINT, 0, LEAST - room);
                giver.setPrefWidth(giver.getPrefWidth() - given);
                room += given;
            }
        }
        filler.setPrefWidth(Math.max(LEAST, Math.floor(room)));
    }

    private static double scrollBarWidth(TableView<?> table) {
        return table.lookupAll(".scroll-bar:vertical").stream()
                .filter(bar -> bar.isVisible() && bar.getBoundsInParent().getHeight() > 0)
                .mapToDouble(bar -> bar.getBoundsInParent().getWidth())
                .findFirst()
                .orElse(0);
    }
}
