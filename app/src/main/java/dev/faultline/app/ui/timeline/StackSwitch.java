package dev.faultline.app.ui.timeline;

import dev.faultline.app.Messages;
import dev.faultline.app.store.Grouping;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import javafx.scene.control.MenuButton;
import javafx.scene.control.RadioMenuItem;
import javafx.scene.control.ToggleGroup;
import javafx.scene.control.Tooltip;

/// Says what the timeline is stacked by, and changes it.
public final class StackSwitch extends MenuButton {
    private final Map<Grouping, RadioMenuItem> choices = new EnumMap<>(Grouping.class);

    public StackSwitch(TimelineViewModel model) {
        getStyleClass().add("stack-switch");
        setTooltip(new Tooltip(Messages.text("timeline.stackTip")));
        setMinWidth(USE_PREF_SIZE);
        ToggleGroup group = new ToggleGroup();
        for (Grouping grouping : Grouping.values()) {
            RadioMenuItem choice = new RadioMenuItem(text(grouping));
            choice.setToggleGroup(group);
            choice.setOnAction(chosen -> model.groupingProperty().set(grouping));
            choices.put(grouping, choice);
            getItems().add(choice);
        }
        model.groupingProperty().addListener((observed, before, now) -> show(now));
        show(model.groupingProperty().get());
    }

    private void show(Grouping grouping) {
        setText(Messages.text("timeline.short." + word(grouping)));
        setAccessibleText(text(grouping));
        choices.forEach((one, choice) -> choice.setSelected(one == grouping));
    }

    /// `Stack by class`.
    static String text(Grouping grouping) {
        return Messages.text("timeline.by." + word(grouping));
    }

    private static String word(Grouping grouping) {
        return grouping.name().toLowerCase(Locale.ROOT);
    }
}
