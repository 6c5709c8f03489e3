package dev.faultline.app.ui.detail;

import dev.faultline.app.Messages;
import dev.faultline.app.session.PacketDetail;
import dev.faultline.app.ui.control.Icons;
import java.util.ArrayList;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/// One finding in full, in one column beside the table or in two below it.
public final class DetailView extends BorderPane {
    private static final int ICON = 16;

    private final DetailViewModel model;
    private final DetailActions actions;
    private final DetailHead head;
    private final ScrollPane scroll = new ScrollPane();
    private final PacketList packets = new PacketList();
    private final PacketPane packet = new PacketPane();
    private final Label packetProblem = new Label();
    private final VBox packetSection = DetailSections.section("detail.packets", packets, packetProblem);
    private final BlameDrawing drawing = new BlameDrawing();
    private final StackPane nothing = new StackPane(new Label(Messages.text("detail.nothing")));
    private final BorderPane whole = new BorderPane();
    private boolean twoColumns;
    private String shownId = "";

    public DetailView(DetailViewModel model, DetailActions actions) {
        this.model = model;
        this.actions = actions;
        this.head = new DetailHead(actions);
        getStyleClass().add("detail-view");
        scroll.getStyleClass().add("detail-scroll");
        scroll.setFitToWidth(true);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        nothing.getStyleClass().add("detail-nothing");
        packetProblem.setWrapText(true);
        packetProblem.getStyleClass().add("detail-problem");
        whole.setTop(head);
        whole.setCenter(scroll);
        whole.setBottom(footer());
        packets.getSelectionModel().selectedItemProperty().addListener((observed, before, now) -> choose(now));
        model.detailProperty().addListener((observed, before, now) -> show(now));
        model.packetsProperty().addListener((observed, before, now) -> showPackets(now));
        model.packetProperty().addListener((observed, before, now) -> showPacket(now));
        model.problemProperty().addListener((observed, before, now) -> showProblem(now));
        showPackets(model.packetsProperty().get());
        showProblem(model.problemProperty().get());
        show(model.detailProperty().get());
    }

    /// Lays the parts out in two columns, or in one.
    public void setTwoColumns(boolean two) {
        if (two != twoColumns) {
            twoColumns = two;
            show(model.detailProperty().get());
        }
    }

    /// Moves the keyboard into the details.
    public void focusFirst() {
        scroll.requestFocus();
    }

    private HBox footer() {
        Button open = new Button(Messages.text("detail.openInWireshark"), Icons.icon("mdoal-launch", ICON));
        open.getStyleClass().add("accent");
        open.setOnAction(event -> actions.openInWireshark().run());
        Button save = new Button(Messages.text("detail.save"), Icons.icon("mdoal-get_app", ICON));
        save.setOnAction(event -> actions.save().run());
        HBox footer = new HBox(open, save);
        footer.getStyleClass().add("detail-footer");
        return footer;
    }

    private void show(@Nullable FindingDetail detail) {
        if (detail == null) {
            shownId = "";
            setCenter(nothing);
            return;
        }
        head.show(detail);
        drawing.show(detail, arrows(detail, model.packetsProperty().get()));
        double position = detail.id().equals(shownId) ? scroll.getVvalue() : 0;
        scroll.setContent(twoColumns ? columns(detail) : column(concat(about(detail), advice(detail))));
        scroll.setVvalue(position);
        shownId = detail.id();
        setCenter(whole);
    }

    private Node columns(FindingDetail detail) {
        VBox left = column(about(detail));
        VBox right = column(advice(detail));
        left.getStyleClass().add("detail-left");
        return new TwoColumns(left, right);
    }

    /// What happened and what shows it.
    private List<Node> about(FindingDetail detail) {
        List<Node> parts = new ArrayList<>();
        parts.add(DetailSections.happened(detail));
        parts.add(DetailSections.plain(blameLine(detail), drawing));
        if (!detail.doubts().isEmpty()) {
            parts.add(DetailSections.listed("detail.doubts", detail.doubts()));
        }
        if (twoColumns) {
            parts.add(packetSection);
        }
        return parts;
    }

    /// Why it happened and what to do.
    private List<Node> advice(FindingDetail detail) {
        List<Node> parts = new ArrayList<>();
        if (!detail.causes().isEmpty()) {
            parts.add(DetailSections.numbered("detail.causes", detail.causes()));
        }
        if (!detail.steps().isEmpty()) {
            parts.add(DetailSections.steps(detail.steps(), actions.copy()));
        }
        if (!twoColumns) {
            parts.add(packetSection);
        }
        parts.add(DetailSections.facts(detail.facts()));
        if (!detail.parents().isEmpty()) {
            parts.add(DetailSections.related("detail.parents", detail.parents(), model::showRelated));
        }
        if (!detail.children().isEmpty()) {
            parts.add(DetailSections.related("detail.children", detail.children(), model::showRelated));
        }
        return parts;
    }

    private static HBox blameLine(FindingDetail detail) {
        Label title = new Label(Messages.text("detail.blame"));
        title.getStyleClass().add("fl-section");
        Label word = new Label(Messages.text("blame." + detail.blame().id()));
        word.getStyleClass().add("blame-word");
        Label proof = new Label(detail.proof());
        proof.getStyleClass().addAll("fl-small", "fl-muted");
        HBox line = new HBox(title, word, proof);
        line.getStyleClass().add("blame-line");
        return line;
    }

    private static VBox column(List<Node> parts) {
        VBox column = new VBox();
        column.getStyleClass().add("detail-column");
        column.getChildren().addAll(parts);
        return column;
    }

    private static List<Node> concat(List<Node> first, List<Node> second) {
        List<Node> all = new ArrayList<>(first);
        all.addAll(second);
        return all;
    }

    private void showPackets(List<PacketDetail> shown) {
        packets.show(shown);
        FindingDetail detail = model.detailProperty().get();
        if (detail != null) {
            drawing.show(detail, arrows(detail, shown));
        }
    }

    private static Arrows arrows(FindingDetail of, List<PacketDetail> packets) {
        return Arrows.of(of.kind(), packets.stream().map(PacketDetail::line).toList());
    }

    private void choose(@Nullable PacketDetail chosen) {
        if (chosen != null) {
            model.packetProperty().set(chosen);
        }
    }

    private void showPacket(@Nullable PacketDetail shown) {
        packetSection.getChildren().remove(packet);
        if (shown != null) {
            packet.show(shown);
            packetSection.getChildren().add(packet);
            packets.getSelectionModel().select(shown);
        }
    }

    private void showProblem(String problem) {
        packetProblem.setText(problem);
        packetProblem.setVisible(!problem.isEmpty());
        packetProblem.setManaged(!problem.isEmpty());
    }
}
