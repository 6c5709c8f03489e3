package dev.faultline.app.ui.cluster;

import dev.faultline.app.Messages;
import dev.faultline.app.ui.control.Icons;
import java.util.Locale;
import javafx.beans.InvalidationListener;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/// What stands where the lines would, when there are none: why, and what to do.
final class PickerEmptyPane extends VBox {
    private final PickerViewModel model;
    private final PickerActions actions;

    PickerEmptyPane(PickerViewModel model, PickerActions actions) {
        super(10);
        this.model = model;
        this.actions = actions;
        setAlignment(Pos.CENTER);
        getStyleClass().add("picker-empty");
        InvalidationListener changed = observed -> show();
        model.link().stateProperty().addListener(changed);
        model.rows().addListener(changed);
        model.tabProperty().addListener(changed);
        model.contexts().all().addListener(changed);
        show();
    }

    private void show() {
        getChildren().clear();
        boolean visible = model.rows().isEmpty();
        setVisible(visible);
        if (!visible) {
            return;
        }
        switch (model.link().stateProperty().get()) {
            case LinkState.Nothing nothing -> {
                boolean none = model.contexts().all().isEmpty();
                say("mdomz-widgets", Messages.text(none ? "cluster.none" : "picker.chooseContextFirst"));
                add(Messages.text("cluster.addKubeconfig"), actions::addKubeconfig);
            }
            case LinkState.Connecting connecting -> say("mdoal-hourglass_empty", Messages.text("picker.connecting"));
            case LinkState.Failed(var why) -> {
                String word = why.reason().name().toLowerCase(Locale.ROOT);
                say("mdoal-cloud_off", Messages.text("cluster.advice." + word, why.server()));
                if (!why.detail().isEmpty()) {
                    Label detail = new Label(why.detail());
                    detail.getStyleClass().addAll("fl-muted", "fl-small");
                    detail.setWrapText(true);
                    getChildren().add(detail);
                }
                add(Messages.text("cluster.retry"), model::retry);
            }
            case LinkState.Connected(String watch) -> {
                if (!model.search().textProperty().get().isEmpty()) {
                    say(
                            "mdomz-search",
                            Messages.text(
                                    "picker.noMatch",
                                    PickerView.word(model.tabProperty().get())));
                    add(
                            Messages.text("picker.clearSearch"),
                            () -> model.search().textProperty().set(""));
                } else if (!watch.isEmpty()) {
                    say("mdmz-warning", watch);
                } else {
                    say(
                            "mdomz-widgets",
                            Messages.text(
                                    "picker.empty",
                                    PickerView.word(model.tabProperty().get())));
                    if (!model.namespaces().allProperty().get()) {
                        add(Messages.text("picker.lookAtAll"), model.namespaces()::lookAtAll);
                    }
                }
            }
        }
    }

    private void say(String icon, String text) {
        Label words = new Label(text);
        words.setWrapText(true);
        words.setAlignment(Pos.CENTER);
        words.setMaxWidth(420);
        words.getStyleClass().add("empty-words");
        getChildren().addAll(Icons.icon(icon, 28, "fl-muted"), words);
    }

    private void add(String text, Runnable action) {
        Button button = new Button(text);
        button.setOnAction(event -> action.run());
        HBox row = new HBox(button);
        row.setAlignment(Pos.CENTER);
        getChildren().add(row);
    }
}
