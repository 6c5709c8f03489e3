package dev.faultline.app.ui.shell;

import dev.faultline.app.Messages;
import dev.faultline.app.command.CommandRegistry;
import dev.faultline.app.settings.Settings;
import dev.faultline.app.settings.TimeFormat;
import dev.faultline.app.task.TaskRunner;
import dev.faultline.app.ui.control.Icons;
import dev.faultline.app.ui.control.KeyText;
import dev.faultline.app.ui.control.SeverityMark;
import java.util.Locale;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.value.ObservableStringValue;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.RadioMenuItem;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import org.controlsfx.control.StatusBar;
import org.jspecify.annotations.Nullable;

/// The line at the bottom: of an open capture its worst finding, packets, findings and losses; on the start
/// page what the program is and what it found on this machine.
final class StatusView extends StatusBar {
    private final ShellViewModel model;
    private final StatusFacts facts;
    private final Settings settings;
    private final BooleanBinding inCapture;

    StatusView(ShellViewModel model, StatusFacts facts, Settings settings, CommandRegistry commands, TaskRunner tasks) {
        this.model = model;
        this.facts = facts;
        this.settings = settings;
        inCapture = model.pageProperty()
                .isEqualTo(ShellViewModel.Page.FINDINGS)
                .or(model.pageProperty().isEqualTo(ShellViewModel.Page.FLOWS));
        setText("");
        HBox left = new HBox(14);
        left.setAlignment(Pos.CENTER_LEFT);
        left.getChildren().addAll(worst(), packets(), findings(), dropped(), fileState());
        left.getChildren().addAll(program(), wireshark());
        getLeftItems().add(left);
        HBox right = new HBox(8, new TaskIndicator(tasks), hint(commands), timeFormat());
        right.setAlignment(Pos.CENTER_RIGHT);
        getRightItems().add(right);
    }

    private Node worst() {
        Label label = new Label();
        model.session().worstProperty().addListener((observed, before, now) -> showWorst(label, now));
        showWorst(label, model.session().worstProperty().get());
        return onlyWhen(label, inCapture);
    }

    private static void showWorst(Label label, @Nullable SeverityMark mark) {
        label.getStyleClass().removeIf(styleClass -> styleClass.startsWith("severity-"));
        String icon = mark == null ? "mdal-check_circle" : mark.icon();
        String styleClass = mark == null ? "severity-success" : mark.styleClass();
        label.setText(Messages.text(mark == null ? "status.noFinding" : "severity." + mark.id()));
        label.setGraphic(Icons.icon(icon, 14, styleClass));
        label.getStyleClass().add(styleClass);
    }

    private Node packets() {
        Label figure = figure();
        figure.textProperty().bind(model.session().packetsProperty());
        return onlyWhen(new HBox(4, figure, new Label(Messages.text("status.packets"))), inCapture);
    }

    private Node findings() {
        Label shown = figure();
        shown.textProperty()
                .bind(Bindings.createStringBinding(
                        () -> dev.faultline.app.ui.text.Figures.count(
                                facts.shownProperty().get()),
                        facts.shownProperty()));
        Label all = figure();
        all.textProperty().bind(model.session().findingsProperty());
        HBox row = new HBox(
                4, shown, new Label(Messages.text("status.of")), all, new Label(Messages.text("status.findings")));
        return onlyWhen(row, inCapture);
    }

    private Node dropped() {
        Label figure = figure();
        ObservableStringValue dropped = model.session().droppedProperty();
        figure.textProperty().bind(dropped);
        Label word = new Label(Messages.text("status.dropped"), Icons.icon("mdmz-warning", 14, "severity-warning"));
        return onlyWhen(new HBox(4, word, figure), inCapture.and(Bindings.isNotEmpty(dropped)));
    }

    private Node fileState() {
        Label label = new Label();
        label.textProperty().bind(model.session().fileStateProperty());
        return onlyWhen(label, inCapture);
    }

    private Node program() {
        String java = String.valueOf(Runtime.version().feature());
        return onlyWhen(new Label(Messages.text("status.program", facts.version(), java)), inCapture.not());
    }

    private Node wireshark() {
        Label label = new Label();
        label.textProperty().bind(facts.wiresharkProperty());
        return onlyWhen(label, inCapture.not());
    }

    private Node hint(CommandRegistry commands) {
        String keys = KeyText.of(commands.get("tools.palette")).orElse("");
        return onlyWhen(new Label(Messages.text("status.hint", keys)), inCapture.not());
    }

    private Node timeFormat() {
        MenuButton button = new MenuButton();
        button.getStyleClass().add("flat");
        button.textProperty()
                .bind(Bindings.createStringBinding(
                        () -> Messages.text(keyOf(settings.timeFormatProperty().get())),
                        settings.timeFormatProperty()));
        ToggleGroup group = new ToggleGroup();
        for (TimeFormat format : TimeFormat.values()) {
            RadioMenuItem item = new RadioMenuItem(Messages.text(keyOf(format)));
            item.setToggleGroup(group);
            item.setSelected(settings.timeFormatProperty().get() == format);
            settings.timeFormatProperty().addListener((observed, before, now) -> item.setSelected(now == format));
            item.setOnAction(event -> settings.timeFormatProperty().set(format));
            button.getItems().add(item);
        }
        return onlyWhen(button, inCapture);
    }

    private static String keyOf(TimeFormat format) {
        return "timeFormat." + format.name().toLowerCase(Locale.ROOT);
    }

    private static Label figure() {
        Label label = new Label();
        label.getStyleClass().add("figure");
        return label;
    }

    private static Node onlyWhen(Region node, BooleanBinding condition) {
        node.setMinWidth(Region.USE_PREF_SIZE);
        if (node instanceof HBox box) {
            box.setAlignment(Pos.CENTER_LEFT);
        }
        node.visibleProperty().bind(condition);
        node.managedProperty().bind(condition);
        return node;
    }
}
