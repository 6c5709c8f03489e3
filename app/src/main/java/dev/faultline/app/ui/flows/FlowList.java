package dev.faultline.app.ui.flows;

import dev.faultline.app.Messages;
import java.util.stream.IntStream;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import org.jspecify.annotations.Nullable;

/// The rows of a ladder as a list of texts, with the same packet in focus.
final class FlowList extends ListView<Integer> {
    private static final double ROW = 24;

    private final FlowViewModel model;
    private boolean following;

    FlowList(FlowViewModel model) {
        this.model = model;
        getStyleClass().add("flow-list");
        setFixedCellSize(ROW);
        setAccessibleText(Messages.text("flow.tab.list"));
        setCellFactory(list -> new Cell());
        model.pictureProperty().addListener((observed, before, now) -> fill(now));
        model.selectedProperty().addListener((observed, before, now) -> follow());
        getSelectionModel().selectedItemProperty().addListener((observed, before, now) -> choose(now));
        fill(model.pictureProperty().get());
    }

    private void fill(@Nullable LadderPicture picture) {
        ObservableList<Integer> rows = picture == null
                ? FXCollections.observableArrayList()
                : FXCollections.observableArrayList(
                        IntStream.range(0, picture.rows().size()).boxed().toList());
        following = true;
        setItems(rows);
        following = false;
        follow();
    }

    private void follow() {
        LadderPicture picture = model.pictureProperty().get();
        int packet = model.selectedProperty().get();
        if (picture != null && packet >= 0 && !following) {
            following = true;
            int row = picture.rows().rowOf(packet);
            getSelectionModel().clearAndSelect(row);
            scrollTo(Math.max(0, row - 3));
            following = false;
        }
    }

    private void choose(@Nullable Integer row) {
        LadderPicture picture = model.pictureProperty().get();
        if (row != null && picture != null && !following && picture.rows().packet(row) >= 0) {
            following = true;
            model.select(picture.rows().packet(row));
            following = false;
        }
    }

    private final class Cell extends ListCell<Integer> {
        @Override
        protected void updateItem(@Nullable Integer row, boolean empty) {
            super.updateItem(row, empty);
            LadderPicture picture = model.pictureProperty().get();
            if (empty || row == null || picture == null || row >= picture.rows().size()) {
                setText(null);
            } else {
                setText(PacketSentence.ofRow(picture, row));
            }
        }
    }
}
