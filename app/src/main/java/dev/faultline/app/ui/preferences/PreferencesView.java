package dev.faultline.app.ui.preferences;

import dev.faultline.app.Messages;
import dev.faultline.app.settings.Settings;
import dev.faultline.app.settings.ThemeChoice;
import dev.faultline.app.settings.TimeFormat;
import dev.faultline.app.ui.control.Icons;
import dev.faultline.app.ui.dialog.FileDialogs;
import dev.faultline.app.ui.text.Figures;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import javafx.beans.binding.Bindings;
import javafx.beans.property.ObjectProperty;
import javafx.beans.value.ObservableStringValue;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.Slider;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.util.StringConverter;
import org.jspecify.annotations.Nullable;

/// The preferences. Each change counts at once.
public final class PreferencesView extends VBox {
    private static final List<Long> LIMITS =
            List.of(250_000_000L, 1_000_000_000L, 2_000_000_000L, 8_000_000_000L, 32_000_000_000L);

    private final PreferencesViewModel model;
    private final Settings settings;
    private final FileDialogs dialogs;

    public PreferencesView(PreferencesViewModel model, ShortcutsViewModel shortcuts, FileDialogs dialogs) {
        this.model = model;
        this.settings = model.settings();
        this.dialogs = dialogs;
        getStyleClass().add("preferences");
        getChildren()
                .addAll(
                        section("preferences.appearance"),
                        row("preferences.theme", theme()),
                        row("preferences.zoom", zoom()),
                        row(
                                "preferences.time",
                                choice(
                                        List.of(TimeFormat.values()),
                                        settings.timeFormatProperty(),
                                        format -> Messages.text("timeFormat." + word(format)))),
                        section("preferences.wireshark"),
                        row("preferences.program", wireshark()),
                        hint(model.wiresharkProperty()),
                        section("preferences.store"),
                        row(
                                "preferences.storeLimit",
                                choice(LIMITS, settings.storeLimitProperty().asObject(), Figures::bytes)),
                        row("preferences.stored", stored()),
                        section("preferences.shortcuts"),
                        grown(new ShortcutsPane(shortcuts)));
        model.refresh();
    }

    private static Node grown(Node part) {
        VBox.setVgrow(part, Priority.ALWAYS);
        return part;
    }

    private static Node section(String key) {
        Label title = new Label(Messages.text(key));
        title.getStyleClass().add("page-title");
        title.setPadding(new Insets(12, 0, 4, 0));
        return title;
    }

    private static Node row(String key, Node control) {
        Label label = new Label(Messages.text(key));
        label.setLabelFor(control);
        label.setMinWidth(150);
        HBox row = new HBox(8, label, control);
        HBox.setHgrow(control, Priority.ALWAYS);
        row.setAlignment(Pos.CENTER_LEFT);
        row.setPadding(new Insets(4, 0, 4, 0));
        return row;
    }

    private static Node hint(ObservableStringValue text) {
        Label hint = new Label();
        hint.textProperty().bind(text);
        hint.getStyleClass().addAll("fl-muted", "fl-small");
        hint.setPadding(new Insets(0, 0, 0, 158));
        return hint;
    }

    private Node theme() {
        ToggleGroup group = new ToggleGroup();
        HBox row = new HBox();
        row.getStyleClass().add("segmented");
        ThemeChoice[] choices = ThemeChoice.values();
        for (ThemeChoice choice : choices) {
            ToggleButton button = new ToggleButton(Messages.text("theme." + word(choice)));
            button.setToggleGroup(group);
            button.setSelected(settings.themeProperty().get() == choice);
            settings.themeProperty().addListener((observed, before, now) -> button.setSelected(now == choice));
            button.setOnAction(event -> {
                settings.themeProperty().set(choice);
                button.setSelected(true);
            });
            row.getChildren().add(button);
        }
        row.getChildren().getFirst().getStyleClass().add("first");
        row.getChildren().getLast().getStyleClass().add("last");
        return row;
    }

    private Node zoom() {
        Slider slider = new Slider(
                Settings.MIN_ZOOM, Settings.MAX_ZOOM, settings.zoomProperty().get());
        slider.setBlockIncrement(10);
        slider.setMajorTickUnit(20);
        slider.setMinorTickCount(1);
        slider.setSnapToTicks(true);
        slider.setPrefWidth(220);
        slider.setAccessibleText(Messages.text("preferences.zoom"));
        // While it is dragged the window must not change its size under the pointer.
        slider.valueProperty().addListener((observed, before, now) -> {
            if (!slider.isValueChanging()) {
                settings.zoomProperty().set((int) Math.round(now.doubleValue()));
            }
        });
        slider.valueChangingProperty().addListener((observed, before, now) -> {
            if (!now) {
                settings.zoomProperty().set((int) Math.round(slider.getValue()));
            }
        });
        settings.zoomProperty().addListener((observed, before, now) -> slider.setValue(now.doubleValue()));
        Label percent = new Label();
        percent.textProperty().bind(Bindings.format("%.0f\u202f%%", slider.valueProperty()));
        percent.setMinWidth(48);
        HBox row = new HBox(8, slider, percent);
        row.setAlignment(Pos.CENTER_LEFT);
        return row;
    }

    private Node wireshark() {
        TextField path = new TextField();
        path.setPromptText(Messages.text("preferences.lookForIt"));
        path.setText(settings.wiresharkProperty().get());
        path.setOnAction(
                event -> settings.wiresharkProperty().set(path.getText().strip()));
        path.focusedProperty().addListener((observed, before, now) -> {
            if (!now) {
                settings.wiresharkProperty().set(path.getText().strip());
            }
        });
        settings.wiresharkProperty().addListener((observed, before, now) -> path.setText(now));
        HBox.setHgrow(path, Priority.ALWAYS);
        Button browse = new Button(Messages.text("preferences.browse"));
        browse.setMinWidth(Region.USE_PREF_SIZE);
        browse.setOnAction(event -> dialogs.chooseProgram(Messages.text("preferences.chooseWireshark"))
                .ifPresent(program -> settings.wiresharkProperty().set(program.toString())));
        return new HBox(8, path, browse);
    }

    private Node stored() {
        Label size = new Label();
        size.textProperty().bind(model.storeProperty());
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        Button clear = new Button(Messages.text("preferences.clear"), Icons.icon("mdal-delete_outline", 16));
        clear.getStyleClass().add("destructive");
        clear.setOnAction(event -> model.clearStore());
        HBox row = new HBox(8, size, gap, clear);
        row.setAlignment(Pos.CENTER_LEFT);
        return row;
    }

    private static <T> Node choice(List<T> values, ObjectProperty<T> property, Function<T, String> text) {
        ComboBox<T> box = new ComboBox<>();
        box.getItems().setAll(values);
        if (!values.contains(property.get())) {
            box.getItems().addFirst(property.get());
        }
        box.setConverter(new StringConverter<>() {
            @Override
            public String toString(@Nullable T value) {
                return value == null ? "" : text.apply(value);
            }

            @Override
            public T fromString(String words) {
                throw new UnsupportedOperationException("not editable");
            }
        });
        box.valueProperty().bindBidirectional(property);
        HBox holder = new HBox(box);
        box.getProperties().put("property", property); // a binding alone would not keep it alive
        return holder;
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
