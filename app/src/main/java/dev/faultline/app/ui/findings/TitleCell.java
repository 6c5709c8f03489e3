package dev.faultline.app.ui.findings;

import dev.faultline.app.Messages;
import dev.faultline.app.ui.control.Icons;
import dev.faultline.app.ui.text.Figures;
import java.util.function.IntConsumer;
import javafx.geometry.Insets;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import org.kordamp.ikonli.javafx.FontIcon;

/// What a line is called, and at its end how many flows it stands for, with the arrow that unfolds it.
final class TitleCell extends RowCell {
    private static final double STEP = 16;
    private static final int ARROW = 16;

    private final Label title = new Label();
    private final Label flows = new Label();
    private final FontIcon arrow = Icons.icon("mdoal-chevron_right", ARROW, "unfold-arrow");
    private final StackPane unfold = new StackPane(arrow);
    private final HBox box = new HBox(title, flows, unfold);

    /// @param onToggle unfolds or folds the line of that index
    TitleCell(IntConsumer onToggle) {
        super("title-cell");
        unfold.setOnMouseClicked(event -> {
            onToggle.accept(getIndex());
            event.consume();
        });
    }

    @Override
    Node content() {
        box.getStyleClass().add("title-box");
        title.getStyleClass().add("finding-title");
        flows.getStyleClass().addAll("fl-small", "fl-muted");
        unfold.getStyleClass().add("unfold");
        title.setMinWidth(0);
        title.setMaxWidth(Double.MAX_VALUE);
        flows.setMinWidth(Region.USE_PREF_SIZE);
        HBox.setHgrow(title, Priority.ALWAYS);
        return box;
    }

    @Override
    String show(RowItem item) {
        box.setPadding(new Insets(0, 0, 0, item.depth() * STEP));
        title.setText(item.title());
        flows.setText(item.isFolded() ? Messages.text("findings.flows", Figures.count(item.flows())) : "");
        show(flows, item.isFolded());
        show(unfold, item.isExpandable());
        arrow.setRotate(item.open() ? 90 : 0);
        return item.title() + "\n" + item.kind();
    }

    private static void show(Node node, boolean shown) {
        node.setVisible(shown);
        node.setManaged(shown);
    }
}
