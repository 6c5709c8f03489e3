package dev.faultline.app.ui.detail;

import dev.faultline.app.Messages;
import dev.faultline.app.session.PacketDetail;
import dev.faultline.app.session.PacketField;
import dev.faultline.app.ui.control.ByteRange;
import dev.faultline.app.ui.control.HexView;
import javafx.scene.control.TreeCell;
import javafx.scene.control.TreeItem;
import javafx.scene.control.TreeView;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/// A packet's fields and its bytes; choosing one marks the other.
public final class PacketPane extends VBox {
    private static final double ROW = 20;
    private static final double TREE_HEIGHT = 168;
    private static final double HEX_HEIGHT = 150;

    private final TreeView<PacketField> tree = new TreeView<>();
    private final HexView hex = new HexView();

    /// Shows nothing at first.
    public PacketPane() {
        getStyleClass().add("packet-pane");
        tree.getStyleClass().add("field-tree");
        tree.setShowRoot(false);
        tree.setFixedCellSize(ROW);
        tree.setPrefHeight(TREE_HEIGHT);
        tree.setMinHeight(TREE_HEIGHT);
        tree.setAccessibleText(Messages.text("detail.fields"));
        tree.setCellFactory(shown -> new FieldCell());
        hex.setPrefHeight(HEX_HEIGHT);
        hex.setMinHeight(HEX_HEIGHT);
        tree.getSelectionModel().selectedItemProperty().addListener((observed, before, now) -> markBytes(now));
        hex.setOnPick(this::selectField);
        getChildren().addAll(tree, hex);
    }

    /// Takes all the height that there is, instead of a fixed one.
    public void fill() {
        VBox.setVgrow(tree, Priority.ALWAYS);
        tree.setMinHeight(ROW * 3);
        hex.setMinHeight(ROW * 3);
        hex.setPrefHeight(HEX_HEIGHT * 1.5);
    }

    /// Shows a packet, with its innermost layer unfolded.
    public void show(PacketDetail packet) {
        TreeItem<PacketField> root = new TreeItem<>(new PacketField("", "", 0, packet.bytes().length, packet.layers()));
        root.setExpanded(true);
        packet.layers().forEach(layer -> root.getChildren().add(item(layer)));
        tree.setRoot(root);
        hex.setBytes(packet.bytes());
        if (!root.getChildren().isEmpty()) {
            TreeItem<PacketField> last = root.getChildren().getLast();
            last.setExpanded(true);
            tree.getSelectionModel().select(last);
            tree.scrollTo(tree.getRow(last));
        }
    }

    private void markBytes(@Nullable TreeItem<PacketField> chosen) {
        if (chosen != null) {
            PacketField field = chosen.getValue();
            hex.markedProperty().set(new ByteRange(field.offset(), field.length()));
            hex.reveal();
        }
    }

    private void selectField(int offset) {
        TreeItem<PacketField> root = tree.getRoot();
        TreeItem<PacketField> found = root == null ? null : deepest(root, offset);
        if (found != null && !found.equals(root)) {
            for (TreeItem<PacketField> above = found.getParent(); above != null; above = above.getParent()) {
                above.setExpanded(true);
            }
            tree.getSelectionModel().select(found);
            tree.scrollTo(Math.max(0, tree.getRow(found) - 2));
        }
    }

    /// The innermost field that the byte at `offset` is in.
    private static TreeItem<PacketField> deepest(TreeItem<PacketField> item, int offset) {
        for (TreeItem<PacketField> child : item.getChildren()) {
            PacketField field = child.getValue();
            if (offset >= field.offset() && offset < field.offset() + field.length()) {
                return deepest(child, offset);
            }
        }
        return item;
    }

    private static TreeItem<PacketField> item(PacketField field) {
        TreeItem<PacketField> item = new TreeItem<>(field);
        field.fields().forEach(inside -> item.getChildren().add(item(inside)));
        return item;
    }

    private static final class FieldCell extends TreeCell<PacketField> {
        @Override
        protected void updateItem(@Nullable PacketField field, boolean empty) {
            super.updateItem(field, empty);
            if (empty || field == null) {
                setText(null);
            } else {
                setText(field.value().isEmpty() ? field.name() : field.name() + ": " + field.value());
            }
        }
    }
}
