package dev.faultline.app.ui.findings;

import javafx.scene.Node;
import javafx.scene.control.TableCell;
import javafx.scene.control.Tooltip;
import org.jspecify.annotations.Nullable;

/// A cell of the table that draws one thing of a line. Empty while the line is being loaded.
abstract class RowCell extends TableCell<RowItem, RowItem> {
    private final Tooltip tip = new Tooltip();
    private @Nullable Node content;

    /// @param styleClass of the cell
    RowCell(String styleClass) {
        getStyleClass().add(styleClass);
    }

    /// What is drawn; kept and filled again for each line.
    abstract Node content();

    /// Fills the content.
    ///
    /// @return the full text, for tooltip and screen readers
    abstract String show(RowItem item);

    @Override
    protected final void updateItem(@Nullable RowItem item, boolean empty) {
        super.updateItem(item, empty);
        if (empty || item == null || !item.isLoaded()) {
            setGraphic(null);
            setTooltip(null);
            setAccessibleText("");
            return;
        }
        Node shown = content;
        if (shown == null) {
            shown = content();
            content = shown;
        }
        String full = show(item);
        tip.setText(full);
        setTooltip(full.isEmpty() ? null : tip);
        setAccessibleText(full);
        setGraphic(shown);
    }
}
