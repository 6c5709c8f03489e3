package dev.faultline.app.ui.flows;

import dev.faultline.app.Messages;
import dev.faultline.app.session.PacketDetail;
import dev.faultline.app.ui.control.Icons;
import dev.faultline.app.ui.control.SeverityMark;
import dev.faultline.app.ui.detail.PacketPane;
import dev.faultline.app.ui.text.Figures;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.javafx.FontIcon;

/// What stands beside a flow: the finding it is looked at for, and the packet in focus with its bytes.
final class FlowSide extends BorderPane {
    private static final int TITLE_ICON = 20;
    private static final int ICON = 16;
    private static final double BELOW_WIDTH = 280;

    private final FlowViewModel model;
    private final FontIcon severity = Icons.icon(SeverityMark.INFO.icon(), TITLE_ICON);
    private final Label title = new Label();
    private final Label kind = new Label();
    private final Label lead = new Label();
    private final VBox finding = new VBox();
    private final Label frame = new Label();
    private final Label bytes = new Label();
    private final HBox frameLine = new HBox();
    private final PacketPane packet = new PacketPane();
    private final HBox links;
    private final HBox footer;

    /// @param openInWireshark opens the packets of the finding's flow; null where there is no such command
    FlowSide(FlowViewModel model, Runnable openInWireshark, Runnable goToFinding) {
        this.model = model;
        getStyleClass().addAll("detail-view", "flow-side");
        title.getStyleClass().add("detail-title");
        title.setWrapText(true);
        kind.getStyleClass().addAll("fl-mono", "fl-muted");
        lead.getStyleClass().add("detail-text");
        lead.setWrapText(true);
        lead.setMinHeight(Region.USE_PREF_SIZE);
        Button moment = link("flow.toMoment", model.steps()::moment);
        Button back = link("flow.toFinding", goToFinding);
        links = new HBox(moment, back);
        links.getStyleClass().add("flow-links");
        HBox titleLine = new HBox(severity, title);
        titleLine.getStyleClass().add("flow-title-line");
        finding.getStyleClass().add("flow-finding");
        finding.getChildren().addAll(titleLine, kind, lead, links);
        frame.getStyleClass().add("fl-section");
        bytes.getStyleClass().addAll("fl-tiny", "fl-muted");
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        frameLine.getStyleClass().add("flow-frame-line");
        frameLine.getChildren().addAll(frame, gap, bytes);
        VBox.setVgrow(packet, Priority.ALWAYS);
        packet.fill();
        Button wireshark = new Button(Messages.text("flow.openInWireshark"), Icons.icon("mdoal-launch", ICON));
        wireshark.getStyleClass().add("accent");
        wireshark.setOnAction(event -> openInWireshark.run());
        footer = new HBox(wireshark);
        footer.getStyleClass().add("detail-footer");
        VBox shown = new VBox(frameLine, packet);
        setTop(finding);
        setCenter(shown);
        setBottom(footer);
        setMinSize(0, 0);
        model.shownProperty().addListener((observed, before, now) -> showFinding());
        model.packetProperty().addListener((observed, before, now) -> showPacket(now));
        showFinding();
        showPacket(model.packetProperty().get());
    }

    /// Lies below the flow, the finding beside the packet, or stands beside it.
    void setBelow(boolean below) {
        boolean isBelow = getLeft() != null;
        if (below != isBelow) {
            setTop(null);
            setLeft(null);
            if (below) {
                setLeft(finding);
            } else {
                setTop(finding);
            }
            show(links, !below);
            show(footer, !below && finding.isVisible());
            finding.setPrefWidth(below ? BELOW_WIDTH : Region.USE_COMPUTED_SIZE);
        }
    }

    private static void show(Node node, boolean shown) {
        node.setVisible(shown);
        node.setManaged(shown);
    }

    private static Button link(String key, Runnable action) {
        Button link = new Button(Messages.text(key));
        link.getStyleClass().addAll("flat", "small");
        link.setOnAction(event -> action.run());
        return link;
    }

    private void showFinding() {
        FlowMark mark =
                model.marks().stream().filter(FlowMark::primary).findFirst().orElse(null);
        show(finding, mark != null);
        show(footer, mark != null && getLeft() == null);
        if (mark != null) {
            severity.setIconLiteral(mark.severity().icon());
            severity.getStyleClass().setAll("ikonli-font-icon", mark.severity().styleClass());
            severity.setAccessibleText(
                    Messages.text("severity." + mark.severity().id()));
            title.setText(mark.title());
            kind.setText(mark.kind());
            lead.setText(mark.lead());
        }
    }

    private void showPacket(@Nullable PacketDetail shown) {
        packet.setVisible(shown != null);
        frameLine.setVisible(shown != null);
        if (shown != null) {
            frame.setText(Messages.text("flow.frame", Figures.count(shown.line().frame())));
            bytes.setText(Messages.text("packet.bytes", Figures.count(shown.length())));
            packet.show(shown);
        }
    }
}
