package dev.faultline.app.ui.shell;

import dev.faultline.app.Messages;
import dev.faultline.app.command.CommandRegistry;
import dev.faultline.app.settings.Settings;
import dev.faultline.app.task.TaskRunner;
import dev.faultline.app.ui.control.Icons;
import dev.faultline.app.ui.help.ShortcutSheet;
import dev.faultline.app.ui.theme.Motion;
import java.util.EnumMap;
import java.util.Map;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.value.ObservableBooleanValue;
import javafx.collections.ListChangeListener;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.image.Image;
import javafx.scene.image.ImageView;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/// The window's content: bars, rail, the page in the middle, and what lies over them for a while.
public final class ShellView extends StackPane {
    private final ShellViewModel model;
    private final CommandRegistry commands;
    private final StackPane pages = new StackPane();
    private final Overlays overlays = new Overlays();
    private final PaletteView palette;
    private final ShortcutSheet shortcuts;
    private final DropTarget drops;
    private final CaptureBar captureBar;
    private final Map<ShellViewModel.Page, Node> places = new EnumMap<>(ShellViewModel.Page.class);
    private final Node start;

    /// What the window is made of.
    ///
    /// @param logo the program's icon
    public record Parts(
            ShellViewModel model,
            CommandRegistry commands,
            Settings settings,
            TaskRunner tasks,
            StatusFacts facts,
            Image logo) {}

    /// @param start the start page
    public ShellView(Parts parts, Node start) {
        model = parts.model();
        commands = parts.commands();
        this.start = start;
        drops = new DropTarget(model::open);
        captureBar = new CaptureBar(model.session(), commands);
        palette = new PaletteView(new PaletteViewModel(commands, parts.settings()), overlays::close);
        shortcuts = new ShortcutSheet(commands, overlays::close);
        getStyleClass().add("shell");
        BorderPane frame = new BorderPane(middle());
        frame.setTop(new TopBar(commands, logo(parts.logo(), 22)));
        frame.setLeft(onlyWhen(
                new Rail(model, commands),
                model.session().openProperty().or(model.pageProperty().isEqualTo(ShellViewModel.Page.CLUSTER))));
        frame.setBottom(new StatusView(model, parts.facts(), parts.settings(), commands, parts.tasks()));
        getChildren().addAll(frame, overlays, dropHint());
        model.pageProperty().addListener((observed, before, now) -> showPage());
        showPage();
    }

    /// Fills a place of an open capture; to be done before a capture is shown.
    public void setPage(ShellViewModel.Page page, Node view) {
        places.put(page, view);
        showPage();
    }

    /// Lays something over the lower right corner, above the status bar and the buttons at the foot of a page.
    public void addOverlay(Region corner) {
        StackPane.setAlignment(corner, Pos.BOTTOM_RIGHT);
        StackPane.setMargin(corner, new Insets(0, 16, 84, 0));
        getChildren().add(corner);
    }

    /// Fills the place of a live capture in the bar.
    ///
    /// @param shown whether there is one; else the bar shows the file that is open
    public void setLiveBar(Region bar, ObservableBooleanValue shown) {
        captureBar.setLive(bar, shown);
    }

    /// Covers the window until it closes.
    public void cover(Node cover) {
        getChildren().add(cover);
    }

    /// Makes keys and dropped files work in the window's scene.
    public void install(Scene scene) {
        new ShortcutDispatcher(commands).install(scene);
        drops.install(scene);
    }

    /// Opens the command palette, or closes it.
    public void togglePalette() {
        overlays.toggle(palette, false, palette::open);
    }

    /// Opens the sheet of shortcuts, or closes it.
    public void toggleShortcuts() {
        overlays.toggle(shortcuts, true, shortcuts::open);
    }

    private Region middle() {
        BooleanBinding inCapture = model.pageProperty()
                .isNotEqualTo(ShellViewModel.Page.START)
                .and(model.pageProperty().isNotEqualTo(ShellViewModel.Page.CLUSTER));
        VBox bands = new VBox();
        model.bands().addListener((ListChangeListener<Band>) change -> showBands(bands));
        showBands(bands);
        VBox top = new VBox(onlyWhen(captureBar, inCapture), bands);
        Node line = openingLine();
        StackPane.setAlignment(line, Pos.TOP_CENTER);
        BorderPane middle = new BorderPane(new StackPane(pages, line));
        middle.setTop(top);
        pages.setMinSize(0, 0);
        VBox.setVgrow(pages, Priority.ALWAYS);
        return middle;
    }

    private void showBands(VBox box) {
        box.getChildren()
                .setAll(model.bands().stream()
                        .map(band -> new BandView(band, () -> model.dismiss(band)))
                        .toList());
    }

    /// Two pixels that move while a capture is about to open; the findings view has its own for the reading.
    private Node openingLine() {
        ProgressBar line = new ProgressBar();
        Motion.show(line, -1);
        line.getStyleClass().add("reading-line");
        line.setMaxWidth(Double.MAX_VALUE);
        line.setMouseTransparent(true);
        return onlyWhen(line, model.openingProperty());
    }

    private void showPage() {
        Node page = places.get(model.pageProperty().get());
        pages.getChildren().setAll(page == null ? start : page);
    }

    private Node dropHint() {
        Label words = new Label(Messages.text("shell.dropHere"));
        words.getStyleClass().add("page-title");
        VBox hint = new VBox(Icons.icon("mdoal-get_app", 28, "fl-muted"), words);
        hint.getStyleClass().add("drop-hint");
        hint.setMouseTransparent(true);
        hint.visibleProperty().bind(drops.overProperty());
        StackPane.setMargin(hint, new Insets(24));
        return hint;
    }

    /// The icon at a size, drawn sharply on every screen.
    public static ImageView logo(Image image, double size) {
        ImageView view = new ImageView(image);
        view.setFitWidth(size);
        view.setFitHeight(size);
        view.setSmooth(true);
        return view;
    }

    private static <N extends Node> N onlyWhen(N node, ObservableBooleanValue condition) {
        node.visibleProperty().bind(condition);
        node.managedProperty().bind(condition);
        return node;
    }
}
