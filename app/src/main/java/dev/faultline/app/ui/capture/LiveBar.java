package dev.faultline.app.ui.capture;

import dev.faultline.app.Messages;
import dev.faultline.app.command.Command;
import dev.faultline.app.ui.cluster.ContextSquare;
import dev.faultline.app.ui.control.Icons;
import dev.faultline.app.ui.control.KeyCap;
import dev.faultline.app.ui.control.KeyText;
import java.util.Locale;
import java.util.function.BiConsumer;
import java.util.function.Function;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.value.ObservableStringValue;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.controlsfx.control.PopOver;

/// The live capture in the bar above the findings: context, namespaces and targets, Stop, clock, rate and
/// drops.
public final class LiveBar extends HBox {
    private static final double ROOMY = 680;
    private static final double WIDE = 860;

    private final LiveViewModel model;
    private final BiConsumer<String, String> show;

    /// @param toggle starts and stops
    /// @param connect goes to the picker
    /// @param contexts makes a list of contexts to switch to, given how to put it away
    /// @param show shows a text under a title
    public LiveBar(
            LiveViewModel model,
            Command toggle,
            Command connect,
            ContextMenuSource contexts,
            BiConsumer<String, String> show) {
        super(8);
        this.model = model;
        this.show = show;
        getStyleClass().add("live-bar");
        setAlignment(Pos.CENTER_LEFT);
        BooleanBinding roomy = widthProperty().greaterThan(ROOMY);
        BooleanBinding wide = widthProperty().greaterThan(WIDE);
        setMinWidth(0);
        Region divider = new Region();
        divider.getStyleClass().add("divider");
        getChildren()
                .addAll(
                        context(contexts),
                        onlyWhen(namespaces(connect), wide.and(has(CaptureSubject::namespaces))),
                        targets(),
                        divider,
                        stop(toggle, wide),
                        clock(),
                        onlyWhen(quiet(model.rateProperty()), roomy),
                        drops());
    }

    /// Makes the list of contexts for the popover of the bar.
    @FunctionalInterface
    public interface ContextMenuSource {
        /// Makes it.
        ///
        /// @param close puts it away
        Region list(Runnable close);
    }

    private Node context(ContextMenuSource contexts) {
        ContextSquare square = new ContextSquare();
        Button button = new Button("", square);
        button.getStyleClass().addAll("flat", "menu-like", "live-context");
        button.setMinWidth(USE_PREF_SIZE);
        Runnable update = () -> {
            CaptureSubject now = model.subjectProperty().get();
            button.setText(now.context());
            square.show(now.colour());
        };
        model.subjectProperty().addListener((observed, before, now) -> update.run());
        update.run();
        button.accessibleTextProperty()
                .bind(Bindings.createStringBinding(
                        () -> Messages.text(
                                "live.contextIs", model.subjectProperty().get().context()),
                        model.subjectProperty()));
        button.setOnAction(event -> {
            PopOver popOver = popOver();
            Region list = contexts.list(popOver::hide);
            list.setPrefSize(300, 320);
            popOver.setContentNode(list);
            popOver.show(button);
        });
        return button;
    }

    private Button namespaces(Command connect) {
        Button button = new Button("", Icons.icon("mdoal-folder", 16, "fl-muted"));
        button.getStyleClass().add("flat");
        button.textProperty().bind(model.subjectProperty().map(CaptureSubject::namespaces));
        button.setOnAction(event -> connect.run());
        return button;
    }

    private BooleanBinding has(Function<CaptureSubject, String> words) {
        return Bindings.createBooleanBinding(
                () -> !words.apply(model.subjectProperty().get()).isEmpty(), model.subjectProperty());
    }

    private Button targets() {
        Region dot = new Region();
        dot.setMinSize(8, 8);
        dot.setMaxSize(8, 8);
        Button button = new Button("", dot);
        button.getStyleClass().add("flat");
        button.textProperty()
                .bind(Bindings.createStringBinding(this::targetText, model.subjectProperty(), model.summaryProperty()));
        Runnable mark = () -> dot.getStyleClass()
                .setAll("status-dot", model.worstProperty().get().name().toLowerCase(Locale.ROOT));
        model.worstProperty().addListener((observed, before, now) -> mark.run());
        mark.run();
        button.setOnAction(event -> {
            PopOver popOver = popOver();
            popOver.setContentNode(new VBox(new SourcesPane(model, (title, text) -> {
                popOver.hide();
                show.accept(title, text);
            })));
            popOver.show(button);
        });
        return button;
    }

    private String targetText() {
        String targets = model.subjectProperty().get().targets();
        String summary = model.summaryProperty().get();
        return targets.isEmpty() ? summary : Messages.text("live.targets", targets, summary);
    }

    private Node stop(Command toggle, BooleanBinding wide) {
        Label words = new Label(Messages.text("live.stop"));
        words.getStyleClass().add("fl-medium");
        KeyCap keys = new KeyCap(KeyText.of(toggle).orElse(""));
        HBox content = new HBox(6, Icons.icon("mdmz-stop", 16), words, onlyWhen(keys, wide));
        content.setAlignment(Pos.CENTER_LEFT);
        Button stop = new Button();
        stop.setGraphic(content);
        stop.setContentDisplay(ContentDisplay.GRAPHIC_ONLY);
        stop.getStyleClass().addAll("destructive", "stop-button");
        stop.setAccessibleText(Messages.text("live.stop"));
        stop.setMinWidth(USE_PREF_SIZE);
        stop.disableProperty().bind(model.phaseProperty().isEqualTo(CapturePhase.STOPPING));
        stop.setOnAction(event -> toggle.run());
        return stop;
    }

    private Node clock() {
        Region dot = new Region();
        dot.setMinSize(8, 8);
        dot.setMaxSize(8, 8);
        dot.getStyleClass().setAll("status-dot", "bad");
        Label label = new Label("", dot);
        label.getStyleClass().add("fl-medium");
        label.setMinWidth(USE_PREF_SIZE);
        label.textProperty()
                .bind(Bindings.createStringBinding(this::liveText, model.phaseProperty(), model.clockProperty()));
        return label;
    }

    private String liveText() {
        return switch (model.phaseProperty().get()) {
            case IDLE -> "";
            case STARTING -> Messages.text("live.starting");
            case RUNNING -> Messages.text("live.live", model.clockProperty().get());
            case STOPPING -> Messages.text("live.stopping");
        };
    }

    private static Label quiet(ObservableStringValue words) {
        Label label = new Label();
        label.getStyleClass().addAll("fl-muted", "fl-small");
        label.textProperty().bind(words);
        label.setMinWidth(USE_PREF_SIZE);
        return label;
    }

    private Node drops() {
        Label label = new Label("", Icons.icon("mdmz-warning", 14, "severity-warning"));
        label.getStyleClass().addAll("fl-small", "severity-warning");
        label.textProperty().bind(model.droppedProperty());
        label.setMinWidth(USE_PREF_SIZE);
        return onlyWhen(label, model.droppedProperty().isNotEmpty());
    }

    private static PopOver popOver() {
        PopOver popOver = new PopOver();
        popOver.setDetachable(false);
        popOver.setArrowLocation(PopOver.ArrowLocation.TOP_LEFT);
        popOver.setAnimated(false);
        return popOver;
    }

    private static <N extends Node> N onlyWhen(N node, BooleanBinding condition) {
        node.visibleProperty().bind(condition);
        node.managedProperty().bind(condition);
        return node;
    }
}
