package dev.faultline.app.ui.flows;

import dev.faultline.app.Messages;
import dev.faultline.app.ui.control.Icons;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.IntConsumer;
import javafx.application.Platform;
import javafx.geometry.Orientation;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressIndicator;
import javafx.scene.control.SplitPane;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/// A flow as ladder, list or graphs, with the packet in focus beside it, or below it in a small window.
public final class FlowsView extends BorderPane {
    /// Width from which the packet stands beside the flow.
    private static final double WIDE = 1020;

    /// Height under which there is no room for the packet below.
    private static final double HIGH = 420;

    private static final double SIDE = 380;
    private static final double BELOW = 200;

    private final FlowViewModel model;
    private final Actions actions;
    private final FlowBar bar;
    private final LadderView ladder;
    private final Map<FlowTab, Node> tabs = new EnumMap<>(FlowTab.class);
    private final StackPane content = new StackPane();
    private final FlowSide side;
    private final SplitPane split = new SplitPane();
    private final Label words = new Label();
    private final VBox message = new VBox();
    private boolean focusWanted;

    /// What leads out of the view.
    ///
    /// @param toFindings goes to the findings
    /// @param openInWireshark opens the flow of the finding that is chosen
    /// @param openStream opens a TCP stream by its number
    record Actions(Runnable toFindings, Runnable openInWireshark, IntConsumer openStream) {}

    FlowsView(FlowViewModel model, Actions actions) {
        this.model = model;
        this.actions = actions;
        getStyleClass().add("flows-view");
        bar = new FlowBar(model, actions.toFindings(), actions.openStream());
        ladder = new LadderView(model);
        side = new FlowSide(model, actions.openInWireshark(), actions.toFindings());
        tabs.put(FlowTab.LADDER, ladder);
        tabs.put(FlowTab.LIST, new FlowList(model));
        for (FlowTab tab : new FlowTab[] {FlowTab.SEQUENCE, FlowTab.WINDOW, FlowTab.RTT}) {
            tabs.put(tab, new GraphView(model, tab));
        }
        content.setMinSize(0, 0);
        content.addEventHandler(KeyEvent.KEY_PRESSED, this::key);
        addEventHandler(KeyEvent.KEY_PRESSED, this::shortcut);
        addEventFilter(KeyEvent.KEY_PRESSED, this::escape);
        split.getStyleClass().add("flow-split");
        split.getItems().addAll(content, side);
        setTop(bar);
        setCenter(split);
        makeMessage();
        model.tabProperty().addListener((observed, before, now) -> arrange());
        model.openProperty().addListener((observed, before, now) -> arrange());
        model.readingProperty().addListener((observed, before, now) -> arrange());
        model.problemProperty().addListener((observed, before, now) -> arrange());
        widthProperty().addListener((observed, before, now) -> place());
        heightProperty().addListener((observed, before, now) -> place());
        // A flow may be read before the page is laid out for the first time, and only then has the ladder a scene.
        content.sceneProperty().addListener((observed, before, now) -> Platform.runLater(this::focusIfWanted));
        arrange();
    }

    /// The ladder, whatever is shown.
    LadderView ladder() {
        return ladder;
    }

    /// Gives the keys to the ladder, as soon as it is there.
    void focusLadder() {
        focusWanted = shownTab().getScene() == null;
        shownTab().requestFocus();
    }

    private void focusIfWanted() {
        if (focusWanted) {
            focusLadder();
        }
    }

    private Node shownTab() {
        Node tab = tabs.get(model.tabProperty().get());
        return tab == null ? ladder : tab;
    }

    private void makeMessage() {
        message.getStyleClass().add("empty-pane");
        words.setWrapText(true);
        words.getStyleClass().add("empty-title");
    }

    /// What fills the middle: the flow, or why there is none.
    private void arrange() {
        boolean shown =
                model.openProperty().get() && model.problemProperty().get().isEmpty();
        if (shown && !model.readingProperty().get()) {
            content.getChildren().setAll(shownTab());
            if (split.getItems().size() == 1) {
                place();
            }
            focusIfWanted();
            return;
        }
        Node sign;
        if (model.readingProperty().get()) {
            words.setText(Messages.text("flow.reading"));
            Button stop = new Button(Messages.text("command.file.cancel"), Icons.icon("mdmz-stop", 16));
            stop.setOnAction(event -> model.stop());
            ProgressIndicator busy = new ProgressIndicator();
            busy.setMaxSize(28, 28);
            message.getChildren().setAll(busy, words, stop);
        } else {
            boolean problem = !model.problemProperty().get().isEmpty();
            words.setText(problem ? model.problemProperty().get() : Messages.text("flow.none"));
            sign = Icons.icon(problem ? "mdmz-warning" : "mdomz-swap_calls", 28, "fl-muted");
            Button back = new Button(Messages.text("flow.toFindings"));
            back.setOnAction(event -> actions.toFindings().run());
            message.getChildren().setAll(sign, words, back);
        }
        content.getChildren().setAll(message);
    }

    private void place() {
        boolean beside = getWidth() >= WIDE;
        boolean room = beside || getHeight() >= HIGH;
        split.setOrientation(beside ? Orientation.HORIZONTAL : Orientation.VERTICAL);
        side.setBelow(!beside);
        if (room && split.getItems().size() == 1) {
            split.getItems().add(side);
        } else if (!room) {
            split.getItems().remove(side);
        }
        double all = beside ? getWidth() : getHeight() - bar.getHeight();
        if (room && all > 0) {
            split.setDividerPositions(1 - (beside ? SIDE : BELOW) / all);
        }
        SplitPane.setResizableWithParent(side, false);
    }

    // ----------------------------------------------------------------------------------------------- keys

    private void shortcut(KeyEvent event) {
        if (event.isShortcutDown() && event.getCode() == KeyCode.F) {
            bar.focusSearch();
            event.consume();
        } else if (event.isShortcutDown() && event.getCode() == KeyCode.L) {
            model.tabProperty().set(model.tabProperty().get() == FlowTab.LIST ? FlowTab.LADDER : FlowTab.LIST);
            focusLadder();
            event.consume();
        }
    }

    /// Before a list takes the key for itself.
    private void escape(KeyEvent event) {
        if (event.getCode() == KeyCode.ESCAPE) {
            if (content.isFocusWithin()) {
                actions.toFindings().run();
            } else {
                focusLadder();
            }
            event.consume();
        }
    }

    private void key(KeyEvent event) {
        if (event.isShortcutDown() || event.isAltDown()) {
            return;
        }
        boolean list = model.tabProperty().get() == FlowTab.LIST;
        boolean moved = !list && move(event.getCode());
        if (moved || act(event.getCode())) {
            event.consume();
        }
    }

    private boolean move(KeyCode code) {
        switch (code) {
            case DOWN, RIGHT, KP_DOWN -> model.steps().step(1);
            case UP, LEFT, KP_UP -> model.steps().step(-1);
            case PAGE_DOWN -> model.steps().step(ladder.pageRows());
            case PAGE_UP -> model.steps().step(-ladder.pageRows());
            case HOME -> model.steps().first();
            case END -> model.steps().last();
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean act(KeyCode code) {
        switch (code) {
            case ENTER, SPACE -> model.unfoldSelected();
            case PLUS, ADD, EQUALS -> zoom(1);
            case MINUS, SUBTRACT -> zoom(-1);
            case DIGIT0, NUMPAD0 -> resetZoom();
            default -> {
                return false;
            }
        }
        return true;
    }

    /// Zooms what is shown.
    void zoom(int steps) {
        if (shownTab() instanceof GraphView graph) {
            graph.zoom(steps);
        } else {
            model.look().zoom(steps);
        }
    }

    private void resetZoom() {
        if (shownTab() instanceof GraphView graph) {
            graph.resetZoom();
        } else {
            model.look().resetZoom();
        }
    }
}
