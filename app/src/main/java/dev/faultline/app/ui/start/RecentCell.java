package dev.faultline.app.ui.start;

import dev.faultline.app.Messages;
import dev.faultline.app.ui.control.Icons;
import dev.faultline.app.ui.control.SeverityMark;
import java.util.ArrayList;
import java.util.List;
import javafx.beans.value.ObservableBooleanValue;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.javafx.FontIcon;

/// A row of the recent list: capture, findings by severity, packets, size, when.
final class RecentCell extends ListCell<RecentCapture> {
    static final double FINDINGS = 160;
    static final double PACKETS = 84;
    static final double SIZE = 66;
    static final double OPENED = 92;

    private final FontIcon icon = Icons.icon("mdoal-insert_drive_file", 18, "fl-muted");
    private final Label name = new Label();
    private final Label folder = new Label();
    private final List<Label> counts = new ArrayList<>();
    private final Label packets = figure(PACKETS);
    private final Label size = figure(SIZE, "fl-muted");
    private final Label opened = figure(OPENED, "fl-muted", "fl-small");
    private final HBox row;

    /// @param roomy whether there is room for packets and size
    RecentCell(ObservableBooleanValue roomy) {
        name.getStyleClass().add("capture-name");
        folder.getStyleClass().addAll("fl-muted", "fl-small");
        VBox names = new VBox(name, folder);
        names.setAlignment(Pos.CENTER_LEFT);
        names.setMinWidth(0);
        HBox.setHgrow(names, Priority.ALWAYS);
        HBox findings = new HBox();
        findings.setMinWidth(FINDINGS);
        findings.setAlignment(Pos.CENTER_LEFT);
        for (SeverityMark severity : RecentCapture.SHOWN) {
            Label count = new Label("", Icons.icon(severity.icon(), 14));
            count.setGraphicTextGap(4);
            count.setMinWidth(52);
            counts.add(count);
            findings.getChildren().add(count);
        }
        row = new HBox(icon, names, findings, packets, size, opened);
        row.getStyleClass().add("recent-row");
        row.setPrefWidth(0);
        RecentView.onlyWhen(packets, roomy);
        RecentView.onlyWhen(size, roomy);
        setPrefWidth(0);
    }

    @Override
    protected void updateItem(@Nullable RecentCapture item, boolean empty) {
        super.updateItem(item, empty);
        if (empty || item == null) {
            setGraphic(null);
            setText(null);
            return;
        }
        icon.setIconLiteral(iconOf(item));
        name.setText(item.name());
        folder.setText(item.gone() ? Messages.text("start.gone", item.folder()) : item.folder());
        for (int i = 0; i < counts.size(); i++) {
            show(counts.get(i), item.counts().get(i));
        }
        packets.setText(item.packets());
        size.setText(item.size());
        opened.setText(item.opened());
        row.getStyleClass().removeAll("gone");
        if (item.gone()) {
            row.getStyleClass().add("gone");
        }
        setGraphic(row);
        setAccessibleText(
                Messages.text("start.row", item.name(), counts.getFirst().getText(), item.opened()));
    }

    private static String iconOf(RecentCapture item) {
        if (item.pinned()) {
            return "mdmz-push_pin";
        }
        return item.captures().size() > 1 ? "mdoal-folder_open" : "mdoal-insert_drive_file";
    }

    private static void show(Label label, RecentCapture.Count count) {
        label.setText(count.figure());
        label.getStyleClass().remove("fl-muted");
        label.getGraphic().getStyleClass().removeAll("fl-muted", count.mark().styleClass());
        label.getGraphic()
                .getStyleClass()
                .add(count.none() ? "fl-muted" : count.mark().styleClass());
        if (count.none()) {
            label.getStyleClass().add("fl-muted");
        }
    }

    private static Label figure(double width, String... styleClasses) {
        Label label = new Label();
        label.setMinWidth(width);
        label.setPrefWidth(width);
        label.setAlignment(Pos.CENTER_RIGHT);
        label.getStyleClass().addAll(styleClasses);
        return label;
    }
}
