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
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/// How to capture: where, for how long, whether everything is kept, and the settings of the context.
final class PlanOptionsPane extends VBox {
    private static final List<Duration> DURATIONS = List.of(
            Duration.ofMinutes(5),
            Duration.ofMinutes(15),
            Duration.ofHours(1),
            Duration.ofHours(4),
            Duration.ofHours(12));

    private static final double ROOMY = 330;

    private final PlanViewModel model;
    private final Map<CaptureMode, ToggleButton> modes = new EnumMap<>(CaptureMode.class);

    PlanOptionsPane(PlanViewModel model) {
        this.model = model;
        getStyleClass().add("plan-section");
        setSpacing(8);
        getChildren()
                .addAll(
                        PlanPane.caption(Messages.text("picker.mode")),
                        modes(),
                        duration(),
                        full(),
                        new ContextSettingsPane(model));
    }

    private Node modes() {
        ToggleGroup group = new ToggleGroup();
        HBox row = new HBox();
        row.getStyleClass().add("segmented");
        widthProperty().addListener((observed, before, now) -> {
            row.getStyleClass().remove("tight");
            if (now.doubleValue() < ROOMY) {
                row.getStyleClass().add("tight");
            }
        });
        for (CaptureMode mode : CaptureMode.values()) {
            ToggleButton button = new ToggleButton(Messages.text("picker.mode." + mode.id()));
            button.setToggleGroup(group);
            button.setMaxWidth(Double.MAX_VALUE);
            button.setTooltip(new Tooltip(Messages.text("picker.modeWords." + mode.id())));
            button.setOnAction(event -> {
                button.setSelected(true);
                change(options().withMode(mode));
            });
            HBox.setHgrow(button, Priority.ALWAYS);
            modes.put(mode, button);
            row.getChildren().add(button);
        }
        row.getChildren().getFirst().getStyleClass().add("first");
        row.getChildren().getLast().getStyleClass().add("last");
        select(options().mode());
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
            boolean shown =
                    chosen != null && chosen != CaptureMode.AUTO && options().mode() == CaptureMode.AUTO;
            auto.setText(
                    shown && chosen != null
                            ? Messages.text(
                                    "picker.autoIs",
                                    word,
                                    Messages.text("picker.mode." + chosen.id()).toLowerCase(Locale.ROOT))
                            : word);
        }
    }

    private Node duration() {
        MenuButton button = new MenuButton();
        button.setMaxWidth(Double.MAX_VALUE);
        button.setAlignment(Pos.CENTER_LEFT);
        for (Duration duration : DURATIONS) {
            MenuItem item = new MenuItem(words(duration));
            item.setOnAction(event -> change(options().withDuration(duration)));
            button.getItems().add(item);
        }
        button.setText(words(options().duration()));
        model.optionsProperty().addListener((observed, before, now) -> button.setText(words(now.duration())));
        HBox.setHgrow(button, Priority.ALWAYS);
        Label label = new Label(Messages.text("picker.duration"));
        label.getStyleClass().addAll("fl-muted", "fl-small");
        label.setLabelFor(button);
        label.setMinWidth(ContextSettingsPane.LABELS);
        HBox row = new HBox(8, label, button);
        row.setAlignment(Pos.CENTER_LEFT);
        return row;
    }

    private static String words(Duration duration) {
        boolean hours = duration.toMinutes() >= 60 && duration.toMinutesPart() == 0;
        return hours ? Messages.text("picker.hours", duration.toHours()) : Figures.duration(duration);
    }

    private Node full() {
        CheckBox full = new CheckBox(Messages.text("picker.full"));
        full.setTooltip(new Tooltip(Messages.text("picker.fullWords")));
        full.setSelected(options().full());
        model.optionsProperty().addListener((observed, before, now) -> full.setSelected(now.full()));
        full.setOnAction(event -> change(options().withFull(full.isSelected())));
        return full;
    }

    private CaptureOptions options() {
        return model.optionsProperty().get();
    }

    private void change(CaptureOptions now) {
        model.optionsProperty().set(now);
    }
}
