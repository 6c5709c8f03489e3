package dev.faultline.app.ui.findings;

import dev.faultline.app.ui.timeline.TimeText;
import javafx.scene.Node;
import javafx.scene.control.Label;

/// When a finding first happened.
final class TimeCell extends RowCell {
    private final FindingsViewModel model;
    private final Label label = new Label();

    TimeCell(FindingsViewModel model) {
        super("time-cell");
        this.model = model;
    }

    @Override
    Node content() {
        label.getStyleClass().addAll("fl-mono", "fl-muted");
        return label;
    }

    @Override
    String show(RowItem item) {
        TimeText time = model.timeText();
        boolean narrow = getTableView().getStyleClass().contains(FindingsTable.NARROW);
        label.setText(time.cell(item.first(), above(item), narrow));
        return time.full(item.first());
    }

    private long above(RowItem item) {
        int line = getIndex();
        RowItem above =
                line <= 0 || line > model.rows().size() ? item : model.rows().get(line - 1);
        return above.isLoaded() ? above.first() : item.first();
    }
}
