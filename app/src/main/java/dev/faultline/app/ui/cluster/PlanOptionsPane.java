package dev.faultline.app.ui.cluster;

import dev.faultline.app.Messages;
import dev.faultline.app.k8s.capture.CaptureMode;
import dev.faultline.app.ui.text.Figures;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/// How to capture: where, with which image, for how long, and whether everything is kept.
final class PlanOptionsPane extends VBox {
    private static final List<Duration> DURATIONS = List.of(
            Duration.ofMinutes(5),
            Duration.ofMinutes(15),
            Duration.ofHours(1),
            Duration.ofHours(4),
            Duration.ofHours(12));

    private final PlanViewModel model;
    private final Map<CaptureMode, ToggleButton> modes = new EnumMap<>(CaptureMode.class);

    PlanOptionsPane(PlanViewModel model) {
        this.model = model;
        getStyleClass().add("plan-section");
        setSpacing(8);
        getChildren().addAll(PlanPane.caption(Messages.text("picker.mode")), modes(), details(), full());
    }

    private Node modes() {
        ToggleGroup group = new ToggleGroup();
        HBox row = new HBox();
        row.getStyleClass().add("segmented");
        for (CaptureMode mode : CaptureMode.values()) {
            ToggleButton button = new ToggleButton(Messages.text("picker.mode." + mode.id()));
            button.setToggleGroup(group);
            button.setMaxWidth(Double.MAX_VALUE);
            button.setTooltip(new Tooltip(Messages.text("picker.modeWords." + mode.id())));
            button.setOnAction(event -> {
                button.setSelected(true);
                change(mode, null, null, null, null);
            });
            HBox.setHgrow(button, Priority.ALWAYS);
            modes.put(mode, button);
            row.getChildren().add(button);
        }
        row.getChildren().getFirst().getStyleClass().add("first");
        row.getChildren().getLast().getStyleClass().add("last");
        select(model.optionsProperty().get().mode());
        model.optionsProperty().addListener((observed, before, now) -> select(now.mode()));
        return row;
    }

    private void select(CaptureMode chosen) {
        modes.forEach((mode, button) -> button.setSelected(mode == chosen));
    }

    /// Says what Auto comes to; null while that is not known.
    void showMode(@Nullable CaptureMode chosen) {
        ToggleButton auto = modes.get(CaptureMode.AUTO);
        if (auto != null) {
            String word = Messages.text("picker.mode." + CaptureMode.AUTO.id());
            boolean shown = chosen != null
                    && chosen != CaptureMode.AUTO
                    && model.optionsProperty().get().mode() == CaptureMode.AUTO;
            auto.setText(
                    shown && chosen != null
                            ? Messages.text(
                                    "picker.autoIs",
                                    word,
                                    Messages.text("picker.mode." + chosen.id()).toLowerCase(Locale.ROOT))
                            : word);
        }
    }

    private Node details() {
        GridPane grid = new GridPane(8, 6);
        ColumnConstraints labels = new ColumnConstraints();
        labels.setMinWidth(72);
        ColumnConstraints fields = new ColumnConstraints();
        fields.setHgrow(Priority.ALWAYS);
        grid.getColumnConstraints().addAll(labels, fields);
        TextField image = field("picker.image", Messages.text("picker.imageUsual"));
        TextField secret = field("picker.pullSecret", Messages.text("picker.none"));
        Runnable show = () -> {
            CaptureOptions now = model.optionsProperty().get();
            if (!image.isFocused()) {
                image.setText(now.image());
            }
            if (!secret.isFocused()) {
                secret.setText(now.pullSecret());
            }
        };
        model.optionsProperty().addListener((observed, before, now) -> show.run());
        show.run();
        image.textProperty().addListener((observed, before, now) -> change(null, now.strip(), null, null, null));
        secret.textProperty().addListener((observed, before, now) -> change(null, null, now.strip(), null, null));
        grid.addRow(0, label("picker.image"), image);
        grid.addRow(1, label("picker.pullSecret"), secret);
        grid.addRow(2, label("picker.duration"), duration());
        return grid;
    }

    private Node duration() {
        MenuButton button = new MenuButton();
        button.setMaxWidth(Double.MAX_VALUE);
        button.setAlignment(Pos.CENTER_LEFT);
        for (Duration duration : DURATIONS) {
            MenuItem item = new MenuItem(words(duration));
            item.setOnAction(event -> change(null, null, null, duration, null));
            button.getItems().add(item);
        }
        button.setText(words(model.optionsProperty().get().duration()));
        model.optionsProperty().addListener((observed, before, now) -> button.setText(words(now.duration())));
        return button;
    }

    private static String words(Duration duration) {
        boolean hours = duration.toMinutes() >= 60 && duration.toMinutesPart() == 0;
        return hours ? Messages.text("picker.hours", duration.toHours()) : Figures.duration(duration);
    }

    private Node full() {
        CheckBox full = new CheckBox(Messages.text("picker.full"));
        full.setTooltip(new Tooltip(Messages.text("picker.fullWords")));
        full.setSelected(model.optionsProperty().get().full());
        model.optionsProperty().addListener((observed, before, now) -> full.setSelected(now.full()));
        full.setOnAction(event -> change(null, null, null, null, full.isSelected()));
        return full;
    }

    private void change(
            @Nullable CaptureMode mode,
            @Nullable String image,
            @Nullable String secret,
            @Nullable Duration duration,
            @Nullable Boolean full) {
        CaptureOptions now = model.optionsProperty().get();
        model.optionsProperty()
                .set(new CaptureOptions(
                        mode == null ? now.mode() : mode,
                        image == null ? now.image() : image,
                        secret == null ? now.pullSecret() : secret,
                        duration == null ? now.duration() : duration,
                        full == null ? now.full() : full));
    }

    private static TextField field(String key, String prompt) {
        TextField field = new TextField();
        field.setAccessibleText(Messages.text(key));
        field.setPromptText(prompt);
        field.getStyleClass().add("fl-mono");
        return field;
    }

    private static Label label(String key) {
        Label label = new Label(Messages.text(key));
        label.getStyleClass().addAll("fl-muted", "fl-small");
        return label;
    }
}
