package dev.faultline.app.ui.help;

import dev.faultline.app.Messages;
import dev.faultline.app.ui.control.Icons;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextField;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/// The pages of the kinds of finding: a list to search on the left, the page on the right.
public final class KindsView extends BorderPane {
    private static final double LIST_WIDTH = 260;
    private static final double ROW = 28;
    private static final int ICON = 16;

    private final ScrollPane scroll = new ScrollPane();

    public KindsView(KindsViewModel model) {
        getStyleClass().add("kinds");
        TextField search = new TextField();
        search.setPromptText(Messages.text("kinds.search"));
        search.setAccessibleText(Messages.text("kinds.search"));
        search.textProperty().bindBidirectional(model.searchProperty());
        ListView<KindPage> list = new ListView<>(model.found());
        list.setFixedCellSize(ROW);
        list.setAccessibleText(Messages.text("kinds.list"));
        list.setCellFactory(shown -> new Cell());
        list.getSelectionModel().selectedItemProperty().addListener((observed, before, now) -> {
            if (now != null) {
                model.pageProperty().set(now);
            }
        });
        KindPage first = model.pageProperty().get();
        list.getSelectionModel().select(first);
        list.scrollTo(first);
        VBox.setVgrow(list, Priority.ALWAYS);
        VBox left = new VBox(8, search, list);
        left.getStyleClass().add("kinds-left");
        left.setPrefWidth(LIST_WIDTH);
        scroll.setFitToWidth(true);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        setLeft(left);
        setCenter(scroll);
        model.pageProperty().addListener((observed, before, now) -> show(now));
        show(first);
    }

    private void show(@Nullable KindPage page) {
        scroll.setContent(page == null ? null : content(page));
        scroll.setVvalue(0);
    }

    private static Node content(KindPage page) {
        Label title = new Label(
                page.title(), Icons.icon(page.mark().icon(), 20, page.mark().styleClass()));
        title.getStyleClass().add("page-title");
        title.setWrapText(true);
        Label kind = new Label(page.article().isEmpty() ? page.id() : page.id() + "  ·  " + page.article());
        kind.getStyleClass().addAll("fl-mono", "fl-muted");
        VBox content = new VBox(6, title, kind);
        content.getStyleClass().add("kinds-page");
        content.getChildren().add(text(page.detail()));
        if (!page.rule().isEmpty()) {
            content.getChildren().addAll(heading("kinds.rule"), text(page.rule()));
        }
        content.getChildren().add(heading("detail.causes"));
        List<String> causes = page.causes();
        for (int i = 0; i < causes.size(); i++) {
            content.getChildren().add(numbered(i + 1, causes.get(i)));
        }
        content.getChildren().add(heading("detail.steps"));
        for (KindPage.Step step : page.steps()) {
            content.getChildren().add(step.command() ? command(step.text()) : text(step.text()));
        }
        return content;
    }

    private static Label heading(String key) {
        Label heading = new Label(Messages.text(key));
        heading.getStyleClass().addAll("fl-section", "kinds-heading");
        return heading;
    }

    private static Label text(String words) {
        Label text = new Label(words);
        text.setWrapText(true);
        text.setMinHeight(Label.USE_PREF_SIZE);
        return text;
    }

    private static Node numbered(int number, String words) {
        Label mark = new Label(String.valueOf(number));
        mark.getStyleClass().addAll("detail-number", "fl-muted");
        return new HBox(6, mark, text(words));
    }

    private static Node command(String words) {
        TextField command = new TextField(words);
        command.setEditable(false);
        command.getStyleClass().addAll("fl-mono", "kinds-command");
        command.setAccessibleText(words);
        return command;
    }

    private static final class Cell extends ListCell<KindPage> {
        @Override
        protected void updateItem(@Nullable KindPage page, boolean empty) {
            super.updateItem(page, empty);
            if (empty || page == null) {
                setText(null);
                setGraphic(null);
            } else {
                setText(page.title());
                setGraphic(Icons.icon(page.mark().icon(), ICON, page.mark().styleClass()));
            }
        }
    }
}
