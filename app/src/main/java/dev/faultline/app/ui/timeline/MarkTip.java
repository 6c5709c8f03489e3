package dev.faultline.app.ui.timeline;

import javafx.scene.Node;
import javafx.scene.control.Tooltip;

/// Lists beside the pointer what is marked there, where it is more than one thing.
final class MarkTip {
    private final Node owner;
    private final Tooltip tooltip = new Tooltip();

    MarkTip(Node owner) {
        this.owner = owner;
        tooltip.getStyleClass().add("mark-tip");
    }

    /// @param text empty for nothing
    void tell(String text) {
        String told = tooltip.getText();
        if (text.equals(told)) {
            return;
        }
        tooltip.setText(text);
        if (text.isEmpty()) {
            Tooltip.uninstall(owner, tooltip);
        } else if (told.isEmpty()) {
            Tooltip.install(owner, tooltip);
        }
    }
}
