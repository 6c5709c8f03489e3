package dev.faultline.app.ui.detail;

import dev.faultline.app.Messages;
import dev.faultline.app.session.PacketDetail;
import dev.faultline.app.session.PacketLine;
import dev.faultline.app.ui.text.Figures;
import java.util.List;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import org.jspecify.annotations.Nullable;

/// The packets that prove a finding, one to a line.
final class PacketList extends ListView<PacketDetail> {
    private static final double ROW = 22;
    private static final int MOST_ROWS = 8;

    PacketList() {
        getStyleClass().add("packet-list");
        setFixedCellSize(ROW);
        setAccessibleText(Messages.text("detail.packets"));
        setCellFactory(list -> new Cell());
    }

    void show(List<PacketDetail> packets) {
        getItems().setAll(packets);
        double height = Math.clamp(packets.size(), 1, MOST_ROWS) * ROW + 2;
        setMinHeight(height);
        setPrefHeight(height);
        setMaxHeight(height);
    }

    private static final class Cell extends ListCell<PacketDetail> {
        private final Label frame = part("packet-frame", "fl-muted");
        private final Label time = part("packet-time", "fl-muted");
        private final Label arrow = part("packet-arrow");
        private final Label what = part("packet-what");
        private final Label rest = part("packet-rest");
        private final HBox box = new HBox(frame, time, arrow, what, rest);

        Cell() {
            rest.setMinWidth(0);
            what.setMinWidth(USE_PREF_SIZE);
            HBox.setHgrow(rest, Priority.ALWAYS);
            box.getStyleClass().add("packet-line");
            setPrefWidth(0);
        }

        @Override
        protected void updateItem(@Nullable PacketDetail packet, boolean empty) {
            super.updateItem(packet, empty);
            if (empty || packet == null) {
                setGraphic(null);
                return;
            }
            PacketLine line = packet.line();
            frame.setText(Figures.count(line.frame()));
            time.setText(Figures.after(line.delta()));
            arrow.setText(arrow(line.direction()));
            what.setText(line.what());
            rest.setText(line.rest());
            String colour = line.reset() ? "packet-failure" : "packet-plain";
            arrow.getStyleClass().setAll("label", "fl-mono", "packet-arrow", colour);
            what.getStyleClass().setAll("label", "fl-mono", "packet-what", colour);
            setAccessibleText(line.frame() + " " + line.what() + " " + line.rest());
            setGraphic(box);
        }

        private static Label part(String... styleClasses) {
            Label label = new Label();
            label.getStyleClass().add("fl-mono");
            label.getStyleClass().addAll(styleClasses);
            return label;
        }

        private static String arrow(PacketLine.Direction direction) {
            return switch (direction) {
                case CLIENT_TO_SERVER -> "→";
                case SERVER_TO_CLIENT -> "←";
                case OTHER -> "◆";
            };
        }
    }
}
