package dev.faultline.app.ui.cluster;

import dev.faultline.app.Messages;
import dev.faultline.app.ui.control.Icons;
import dev.faultline.app.ui.control.KeyCap;
import java.util.List;
import javafx.beans.binding.Bindings;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// The right side of the picker: what will be made, which rights that needs, what becomes of it, and the start.
final class PlanPane extends BorderPane {
    private final PlanViewModel model;
    private final PickerActions actions;
    private final PlanOptionsPane options;
    private static final double ROOMY = 340;

    private final VBox known = new VBox();

    /// @param keys of the start, as people write them
    PlanPane(PlanViewModel model, PickerActions actions, String keys) {
        this.model = model;
        this.actions = actions;
        options = new PlanOptionsPane(model);
        getStyleClass().add("plan-pane");
        VBox body = new VBox(head(), options, known);
        ScrollPane scroll = new ScrollPane(body);
        scroll.setFitToWidth(true);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        setCenter(scroll);
        setBottom(footer(keys));
        model.stateProperty().addListener((observed, before, now) -> show(now));
        show(model.stateProperty().get());
    }

    private Node head() {
        Label title = new Label();
        title.getStyleClass().add("plan-title");
        title.textProperty().bind(model.titleProperty());
        title.setWrapText(true);
        Label promise = new Label(Messages.text("picker.promise"));
        promise.getStyleClass().addAll("fl-muted", "fl-small");
        promise.setWrapText(true);
        return section(title, promise);
    }

    private void show(PlanState state) {
        known.getChildren().clear();
        switch (state) {
            case PlanState.Nothing nothing -> known.getChildren().add(section(muted(Messages.text("picker.explain"))));
            case PlanState.Asking asking -> known.getChildren().add(section(muted(Messages.text("picker.asking"))));
            case PlanState.Failed failed -> known.getChildren().add(again());
            case PlanState.Known(PlanPreview preview) -> show(preview);
        }
        options.showMode(state instanceof PlanState.Known(PlanPreview preview) ? preview.mode() : null);
    }

    /// Why it failed stands above the start button.
    private Node again() {
        Button again = new Button(Messages.text("cluster.retry"));
        again.setOnAction(event -> model.askAgain());
        return section(again);
    }

    /// What stands against the capture comes first.
    private void show(PlanPreview preview) {
        boolean rightMissing = preview.rights().stream().anyMatch(right -> right.needed() && !right.allowed());
        List<PlanPreview.Note> grave =
                preview.notes().stream().filter(PlanPreview.Note::grave).toList();
        List<PlanPreview.Note> others =
                preview.notes().stream().filter(note -> !note.grave()).toList();
        if (!grave.isEmpty()) {
            known.getChildren().add(notes("picker.against", grave));
        }
        if (rightMissing) {
            known.getChildren().add(rights(preview));
        }
        known.getChildren().add(created(preview));
        if (!rightMissing && !preview.rights().isEmpty()) {
            known.getChildren().add(rights(preview));
        }
        if (!others.isEmpty()) {
            known.getChildren().add(notes("picker.notes", others));
        }
        known.getChildren().add(cleanUp(preview));
    }

    private Node created(PlanPreview preview) {
        Hyperlink yaml = new Hyperlink(Messages.text("picker.showYaml"), Icons.icon("mdal-code", 14, "link"));
        yaml.setOnAction(event -> actions.showText(Messages.text("picker.yamlTitle"), preview.yaml()));
        VBox section = section(row(caption(Messages.text("picker.created")), yaml));
        for (PlanPreview.Item item : preview.created()) {
            Label name = new Label(item.name());
            name.getStyleClass().add("plan-name");
            name.setWrapText(true);
            Label detail = muted(item.detail());
            VBox words = item.detail().isEmpty() ? new VBox(name) : new VBox(name, detail);
            words.setMinWidth(0);
            HBox.setHgrow(words, Priority.ALWAYS);
            HBox line = new HBox(8, Icons.icon(item.icon(), 16, "fl-muted"), words);
            if (item.count() > 0) {
                Label count = new Label(String.valueOf(item.count()));
                count.getStyleClass().add("fl-strong");
                count.setMinWidth(Region.USE_PREF_SIZE);
                line.getChildren().add(count);
            }
            line.getStyleClass().add("plan-line");
            section.getChildren().add(line);
        }
        return section;
    }

    private Node rights(PlanPreview preview) {
        Hyperlink again = new Hyperlink(Messages.text("picker.checkAgain"), Icons.icon("mdmz-refresh", 14, "link"));
        again.setOnAction(event -> model.askAgain());
        VBox section = section(row(caption(Messages.text("picker.rights")), again));
        for (PlanPreview.Right right : preview.rights()) {
            section.getChildren().add(right(right));
        }
        if (!preview.role().isEmpty()) {
            Hyperlink copy = new Hyperlink(Messages.text("picker.copyRole"));
            copy.setOnAction(event -> actions.copy(preview.role()));
            Hyperlink show = new Hyperlink(Messages.text("picker.showRole"));
            show.setOnAction(event -> actions.showText(Messages.text("picker.roleTitle"), preview.role()));
            HBox links = new HBox(16, copy, show);
            links.getStyleClass().add("plan-links");
            section.getChildren().add(links);
        }
        return section;
    }

    private static Node right(PlanPreview.Right right) {
        Label name = new Label(right.name());
        name.getStyleClass().add("fl-mono");
        name.setMinWidth(0);
        name.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(name, Priority.ALWAYS);
        String key = right.allowed() ? "picker.allowed" : right.needed() ? "picker.missing" : "picker.missingSpare";
        Label word = new Label(Messages.text(key));
        word.setMinWidth(Region.USE_PREF_SIZE);
        word.getStyleClass()
                .addAll(
                        "fl-small",
                        right.allowed() ? "fl-muted" : right.needed() ? "severity-error" : "severity-warning");
        Node icon = right.allowed()
                ? Icons.icon("mdal-check_circle", 16, "severity-success")
                : Icons.icon(
                        right.needed() ? "mdal-error" : "mdmz-warning",
                        16,
                        right.needed() ? "severity-error" : "severity-warning");
        HBox line = new HBox(6, icon, name, word);
        line.setAlignment(Pos.CENTER_LEFT);
        line.getStyleClass().add("plan-right");
        return line;
    }

    private static Node notes(String captionKey, List<PlanPreview.Note> notes) {
        VBox section = section(caption(Messages.text(captionKey)));
        for (PlanPreview.Note note : notes) {
            Label strong = new Label(note.strong());
            strong.setWrapText(true);
            strong.getStyleClass().add("fl-small");
            VBox words = new VBox(2, strong);
            if (!note.text().isEmpty()) {
                words.getChildren().add(muted(note.text()));
            }
            if (note.grave()) {
                words.getStyleClass().add("plan-note");
            }
            section.getChildren().add(words);
        }
        return section;
    }

    private Node cleanUp(PlanPreview preview) {
        Label words = new Label(preview.cleanUp());
        words.setWrapText(true);
        words.getStyleClass().add("fl-small");
        Label command = new Label(preview.cleanUpCommand());
        command.getStyleClass().add("fl-mono");
        command.setMinWidth(0);
        command.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(command, Priority.ALWAYS);
        Button copy = new Button("", Icons.icon("mdoal-content_copy", 14));
        copy.getStyleClass().addAll("flat", "icon-only");
        copy.setAccessibleText(Messages.text("picker.copyCommand"));
        copy.setOnAction(event -> actions.copy(preview.cleanUpCommand()));
        HBox line = new HBox(8, command, copy);
        line.setAlignment(Pos.CENTER_LEFT);
        line.getStyleClass().add("command-line");
        return section(caption(Messages.text("picker.cleanUp")), words, line);
    }

    private Node footer(String keys) {
        Label obstacle = new Label("", Icons.icon("mdal-block", 14, "fl-muted"));
        obstacle.getStyleClass().addAll("fl-small", "obstacle");
        obstacle.setWrapText(true);
        obstacle.textProperty().bind(model.obstacleProperty());
        obstacle.visibleProperty().bind(model.obstacleProperty().isNotEmpty());
        obstacle.managedProperty().bind(obstacle.visibleProperty());
        Label words = new Label();
        words.textProperty()
                .bind(Bindings.createStringBinding(
                        this::startText, model.titleProperty(), model.stateProperty(), widthProperty()));
        words.getStyleClass().add("fl-medium");
        KeyCap cap = new KeyCap(keys);
        cap.visibleProperty().bind(widthProperty().greaterThan(ROOMY));
        cap.managedProperty().bind(cap.visibleProperty());
        HBox content = new HBox(6, Icons.icon("mdmz-play_arrow", 18), words, cap);
        content.setAlignment(Pos.CENTER);
        Button start = new Button();
        start.setGraphic(content);
        start.setContentDisplay(ContentDisplay.GRAPHIC_ONLY);
        start.getStyleClass().addAll("accent", "start-button");
        start.accessibleTextProperty().bind(words.textProperty());
        start.disableProperty().bind(model.canStartProperty().not());
        start.setMaxWidth(Double.MAX_VALUE);
        start.setOnAction(event -> model.start());
        HBox.setHgrow(start, Priority.ALWAYS);
        Button cancel = new Button(Messages.text("picker.cancel"));
        cancel.setMinWidth(USE_PREF_SIZE);
        cancel.setOnAction(event -> actions.cancel());
        HBox buttons = new HBox(8, start, cancel);
        buttons.setAlignment(Pos.CENTER_LEFT);
        VBox footer = new VBox(6, obstacle, buttons);
        footer.getStyleClass().add("plan-footer");
        return footer;
    }

    private String startText() {
        int pods = model.resolved().pods().size();
        int nodes = model.resolved().nodes().size();
        if (pods + nodes == 0 || getWidth() <= ROOMY) {
            return Messages.text("picker.start"); // the title says on what
        }
        return pods > 0 ? Messages.text("picker.startPods", pods) : Messages.text("picker.startNodes", nodes);
    }

    static VBox section(Node... nodes) {
        VBox section = new VBox(4, nodes);
        section.getStyleClass().add("plan-section");
        return section;
    }

    static Label caption(String text) {
        Label caption = new Label(text);
        caption.getStyleClass().add("fl-section");
        return caption;
    }

    private static Node row(Label caption, Node right) {
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        HBox row = new HBox(caption, gap, right);
        row.setAlignment(Pos.CENTER_LEFT);
        return row;
    }

    private static Label muted(String text) {
        Label label = new Label(text);
        label.getStyleClass().addAll("fl-muted", "fl-small");
        label.setWrapText(true);
        return label;
    }
}
