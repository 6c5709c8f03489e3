package dev.faultline.app.ui.start;

import dev.faultline.app.Messages;
import dev.faultline.app.ui.control.Icons;
import dev.faultline.app.ui.dialog.FileDialogs;
import javafx.animation.PauseTransition;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.value.ObservableBooleanValue;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.util.Duration;
import org.kordamp.ikonli.javafx.FontIcon;

/// The recent list with its search field.
public final class RecentView extends VBox {
    private static final double ROOMY = 560;
    private static final double ROW = 44;
    private static final Duration SEARCH_DELAY = Duration.millis(150);

    private final StartViewModel model;
    private final FileDialogs dialogs;
    private final ListView<RecentCapture> list;
    private final BooleanBinding roomy = widthProperty().greaterThan(ROOMY);

    public RecentView(StartViewModel model, FileDialogs dialogs) {
        this.model = model;
        this.dialogs = dialogs;
        list = new ListView<>(model.captures());
        getStyleClass().add("recent");
        setMaxWidth(1040);
        setMinWidth(0);
        StackPane body = new StackPane(list, empty());
        VBox.setVgrow(body, Priority.ALWAYS);
        getChildren().addAll(title(), header(), body);
        setUpList();
    }

    private Node title() {
        Label title = new Label(Messages.text("start.recent"));
        title.getStyleClass().add("page-title");
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        HBox row = new HBox(title, gap, search());
        row.setAlignment(Pos.CENTER_LEFT);
        row.setPadding(new Insets(0, 12, 8, 12));
        row.setMinHeight(Region.USE_PREF_SIZE);
        return row;
    }

    private Node search() {
        TextField field = new TextField();
        field.setPromptText(Messages.text("start.search"));
        field.setAccessibleText(Messages.text("start.search"));
        field.setPrefWidth(200);
        field.getStyleClass().add("search-field");
        PauseTransition pause = new PauseTransition(SEARCH_DELAY);
        pause.setOnFinished(event -> model.searchProperty().set(field.getText()));
        field.textProperty().addListener((observed, before, now) -> pause.playFromStart());
        field.addEventHandler(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() == KeyCode.DOWN) {
                list.requestFocus();
                list.getSelectionModel().selectFirst();
                event.consume();
            } else if (event.getCode() == KeyCode.ESCAPE && !field.getText().isEmpty()) {
                field.clear();
                event.consume();
            }
        });
        FontIcon icon = Icons.icon("mdomz-search", 16, "fl-muted");
        icon.setMouseTransparent(true);
        StackPane stack = new StackPane(field, icon);
        StackPane.setAlignment(icon, Pos.CENTER_LEFT);
        StackPane.setMargin(icon, new Insets(0, 0, 0, 8));
        return stack;
    }

    private Node header() {
        Label capture = new Label(Messages.text("start.capture"));
        capture.setMaxWidth(Double.MAX_VALUE);
        capture.setPadding(new Insets(0, 0, 0, 28));
        HBox.setHgrow(capture, Priority.ALWAYS);
        Label findings = new Label(Messages.text("start.findings"));
        findings.setMinWidth(RecentCell.FINDINGS);
        HBox header = new HBox(
                10,
                capture,
                findings,
                figure("start.packets", RecentCell.PACKETS),
                figure("start.size", RecentCell.SIZE),
                column("start.opened", RecentCell.OPENED));
        header.setAlignment(Pos.CENTER_LEFT);
        header.getStyleClass().add("recent-header");
        return header;
    }

    private Label figure(String key, double width) {
        Label label = column(key, width);
        onlyWhen(label, roomy);
        return label;
    }

    private static Label column(String key, double width) {
        Label label = new Label(Messages.text(key));
        label.setMinWidth(width);
        label.setAlignment(Pos.CENTER_RIGHT);
        return label;
    }

    private Node empty() {
        Label text = new Label();
        text.textProperty()
                .bind(Bindings.when(model.searchProperty().isEmpty())
                        .then(Messages.text("start.empty"))
                        .otherwise(Messages.text("start.noMatch")));
        text.getStyleClass().add("fl-muted");
        text.setWrapText(true);
        text.setPadding(new Insets(16, 12, 0, 12));
        StackPane.setAlignment(text, Pos.TOP_LEFT);
        BooleanBinding none = Bindings.isEmpty(model.captures()).and(model.loadedProperty());
        text.visibleProperty().bind(none);
        list.visibleProperty().bind(none.not());
        return text;
    }

    private void setUpList() {
        list.getStyleClass().add("recent-list");
        list.setFixedCellSize(ROW);
        list.prefHeightProperty()
                .bind(Bindings.size(model.captures()).multiply(ROW).add(2));
        list.setMinHeight(ROW);
        list.setAccessibleText(Messages.text("start.recent"));
        list.setCellFactory(view -> cell());
        list.setOnKeyPressed(event -> {
            RecentCapture selected = list.getSelectionModel().getSelectedItem();
            if (selected != null && event.getCode() == KeyCode.ENTER) {
                model.open(selected);
                event.consume();
            } else if (selected != null && event.getCode() == KeyCode.DELETE) {
                model.remove(selected);
                event.consume();
            }
        });
    }

    private ListCell<RecentCapture> cell() {
        RecentCell cell = new RecentCell(roomy);
        cell.setOnMouseClicked(event -> {
            if (event.getButton() == MouseButton.PRIMARY && cell.getItem() != null) {
                model.open(cell.getItem());
            }
        });
        cell.emptyProperty().addListener((observed, before, now) -> cell.setContextMenu(now ? null : menu(cell)));
        return cell;
    }

    private ContextMenu menu(RecentCell cell) {
        MenuItem open = item("start.openThis", "mdoal-folder_open");
        open.setOnAction(event -> model.open(cell.getItem()));
        MenuItem folder = item("start.showInFolder", "mdoal-folder");
        folder.setOnAction(
                event -> dialogs.showInFolder(cell.getItem().captures().getFirst()));
        MenuItem pin = item("start.pin", "mdmz-push_pin");
        pin.setOnAction(event -> model.pin(cell.getItem(), !cell.getItem().pinned()));
        MenuItem remove = item("start.remove", "mdal-delete_outline");
        remove.setOnAction(event -> model.remove(cell.getItem()));
        ContextMenu menu = new ContextMenu(open, folder, new SeparatorMenuItem(), pin, remove);
        menu.setOnShowing(event -> {
            folder.setDisable(cell.getItem().captures().isEmpty());
            pin.setText(Messages.text(cell.getItem().pinned() ? "start.unpin" : "start.pin"));
        });
        return menu;
    }

    static void onlyWhen(Node node, ObservableBooleanValue condition) {
        node.visibleProperty().bind(condition);
        node.managedProperty().bind(condition);
    }

    private static MenuItem item(String key, String icon) {
        return new MenuItem(Messages.text(key), Icons.icon(icon, 16));
    }
}
