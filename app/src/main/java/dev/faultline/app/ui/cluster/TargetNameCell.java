package dev.faultline.app.ui.cluster;

import dev.faultline.app.Messages;
import dev.faultline.app.ui.control.Icons;
import java.util.Locale;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.TableCell;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.javafx.FontIcon;

/// The first column of the picker: the fold, the tick, the name and what belongs to it.
final class TargetNameCell extends TableCell<TargetRow, TargetRow> {
    private static final double FOLD = 20;

    private final FontIcon chevron = Icons.icon("mdal-expand_more", 18, "fl-muted");
    private final StackPane fold = new StackPane(chevron);
    private final CheckMark check = new CheckMark();
    private final Label name = new Label();
    private final Label detail = new Label();
    private final HBox content = new HBox(6, fold, check, name, detail);

    TargetNameCell(PickerViewModel model) {
        fold.setMinWidth(FOLD);
        fold.setMaxWidth(FOLD);
        fold.setOnMouseClicked(event -> {
            TargetRow row = getItem();
            if (row != null && row.kind() == TargetRow.Kind.GROUP) {
                model.fold(row);
                event.consume();
            }
        });
        detail.getStyleClass().addAll("fl-muted", "fl-small");
        detail.setMinWidth(0);
        name.setMinWidth(40);
        content.setAlignment(Pos.CENTER_LEFT);
        content.setPrefWidth(0);
        content.setMinWidth(0);
    }

    @Override
    protected void updateItem(@Nullable TargetRow row, boolean empty) {
        super.updateItem(row, empty);
        if (empty || row == null) {
            setGraphic(null);
            setTooltip(null);
            setAccessibleText(null);
            return;
        }
        boolean group = row.kind() == TargetRow.Kind.GROUP;
        chevron.setVisible(group);
        chevron.setIconLiteral(row.folded() ? "mdal-chevron_right" : "mdal-expand_more");
        check.show(row.check(), row.locked());
        name.setText(row.name());
        name.getStyleClass().removeAll("group-name", "over");
        if (group) {
            name.getStyleClass().add("group-name");
        } else if (row.mark() == TargetRow.Mark.OVER) {
            name.getStyleClass().add("over");
        }
        detail.setText(row.detail());
        detail.setManaged(!row.detail().isEmpty());
        // What tells pods of a workload apart is the end of their names.
        name.setTextOverrun(row.kind() == TargetRow.Kind.POD ? OverrunStyle.CENTER_ELLIPSIS : OverrunStyle.ELLIPSIS);
        name.setMinWidth(group ? USE_PREF_SIZE : 40);
        setGraphic(content);
        setTooltip(new Tooltip(row.detail().isEmpty() ? row.name() : row.name() + "\n" + row.detail()));
        String chosen = Messages.text("picker.check." + row.check().name().toLowerCase(Locale.ROOT));
        setAccessibleText(Messages.text("picker.row", row.name(), row.detail(), row.status(), chosen));
    }
}
