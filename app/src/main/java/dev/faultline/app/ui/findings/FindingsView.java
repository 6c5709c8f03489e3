package dev.faultline.app.ui.findings;

import dev.faultline.app.store.Grouping;
import dev.faultline.app.ui.detail.DetailView;
import dev.faultline.app.ui.filter.FilterBar;
import dev.faultline.app.ui.timeline.StackSwitch;
import dev.faultline.app.ui.timeline.TimelineLegend;
import dev.faultline.app.ui.timeline.TimelineStrip;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.geometry.Orientation;
import javafx.geometry.Side;
import javafx.scene.Scene;
import javafx.scene.control.SplitPane;
import javafx.scene.control.TableView;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.controlsfx.control.MasterDetailPane;
import org.jspecify.annotations.Nullable;

/// The findings of one session: filter bar, facets, timeline and table, with the details beside it, or below it
/// in a small window.
public final class FindingsView extends BorderPane {
    /// Width from which the details stand beside the table: that of a window of 1280 without its rail.
    private static final double WIDE = 1216;

    /// Width from which words have room in the table: that of a window of 1100 without its rail.
    private static final double ROOM_FOR_WORDS = 1036;

    /// Width from which the table has room for all columns.
    private static final double ROOM_FOR_ALL = 868;

    /// Height under which the timeline is lower: that of a window of 800 without its bars.
    private static final double HIGH = 694;

    /// Height under which there is no room for a timeline: a window zoomed to 200 %.
    private static final double VERY_LOW = 480;

    /// How much of the height the details take at most at first when they are below.
    private static final double DETAIL_SHARE = 0.5;

    private static final double TIMELINE = 124;
    private static final double LOW_TIMELINE = 92;
    private static final double LEAST_TIMELINE = 64;
    private static final double MOST_TIMELINE = 240;
    private static final double DETAIL_WIDTH = 440;
    private static final double DETAIL_HEIGHT = 288;

    private final FilterBar filterBar;
    private final TimelineStrip timeline;
    private final TimelineLegend legend;
    private final FindingsTable table;
    private final EmptyPane empty;
    private final DetailView detail;
    private final VBox master = new VBox();
    private final SplitPane charts = new SplitPane();
    private final MasterDetailPane panes = new MasterDetailPane(Side.RIGHT);
    private final Splitters splitters;
    private final BooleanProperty detailShown = new SimpleBooleanProperty(this, "detailShown", true);

    /// The parts that are put together here.
    record Parts(FilterBar filterBar, MissingPane missing, FindingsTable table, DetailView detail) {}

    FindingsView(FindingsViewModel model, Parts parts) {
        filterBar = parts.filterBar();
        table = parts.table();
        detail = parts.detail();
        timeline = new TimelineStrip(model.timeline(), model::timeText);
        legend = new TimelineLegend(model.timeline());
        empty = new EmptyPane(model::clearFilters, filterBar::focusField);
        getStyleClass().add("findings-view");
        TableView<RowItem> rows = table.node();
        splitters = new Splitters(model.settings());
        StackPane lines = new StackPane(rows, new NewsPill(model.tail(), table::goToTop));
        timeline.setMinHeight(LEAST_TIMELINE);
        timeline.setMaxHeight(MOST_TIMELINE);
        charts.setOrientation(Orientation.VERTICAL);
        charts.getItems().setAll(timeline, lines);
        SplitPane.setResizableWithParent(timeline, false);
        VBox.setVgrow(charts, Priority.ALWAYS);
        master.getStyleClass().add("findings-master");
        master.getChildren().addAll(filterBar, new ReadingBar(model), parts.missing(), facets(model), legend, charts);
        panes.setAnimated(false);
        panes.setMasterNode(master);
        panes.setDetailNode(detail);
        panes.showDetailNodeProperty().bind(detailShown);
        setCenter(panes);
        widthProperty().addListener((observed, before, now) -> arrange());
        heightProperty().addListener((observed, before, now) -> arrange());
        charts.heightProperty().addListener((observed, before, now) -> placeTimeline());
        charts.getDividers().getFirst().positionProperty().addListener((observed, before, now) -> {
            if (Splitters.isDragged(charts)) {
                splitters.remember(timelineKey(), now.doubleValue() * charts.getHeight());
            }
        });
        panes.dividerPositionProperty().addListener((observed, before, now) -> {
            if (Splitters.isDragged(panes)) {
                splitters.remember(detailKey(), (1 - now.doubleValue()) * length());
            }
        });
        rows.widthProperty().addListener((observed, before, now) -> arrange());
        model.emptyProperty().addListener((observed, before, now) -> showEmpty(now));
        model.settings().timeFormatProperty().addListener((observed, before, now) -> {
            table.rewrite();
            timeline.rewrite();
        });
        rows.setPlaceholder(new Region());
        rows.addEventHandler(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() == KeyCode.ENTER && detailShown.get()) {
                detail.focusFirst();
                event.consume();
            }
        });
        rows.sceneProperty().addListener((observed, before, now) -> focusRows(now));
        showEmpty(model.emptyProperty().get());
    }

    /// Gives the keys to the rows whenever they come up, but takes them from nobody who is writing.
    private void focusRows(@Nullable Scene scene) {
        if (scene != null && !(scene.getFocusOwner() instanceof TextInputControl)) {
            table.node().requestFocus();
        }
    }

    /// Severities and classes, and what the timeline is stacked by. The colours of classes are shown while they
    /// are those of the timeline.
    private static HBox facets(FindingsViewModel model) {
        FacetsBar bar = new FacetsBar(model.facets());
        bar.setMinWidth(0);
        HBox.setHgrow(bar, Priority.ALWAYS);
        ObjectProperty<Grouping> grouping = model.timeline().groupingProperty();
        grouping.addListener((observed, before, now) -> bar.showColours(now == Grouping.CLASS));
        HBox row = new HBox(bar, new StackSwitch(model.timeline()));
        row.getStyleClass().add("facets-row");
        return row;
    }

    /// Whether the details are shown.
    public BooleanProperty detailShownProperty() {
        return detailShown;
    }

    /// Puts the cursor into the filter field.
    public void focusFilter() {
        filterBar.focusField();
    }

    /// Selects the finding below the selected one.
    public void next() {
        table.step(1);
    }

    /// Selects the finding above the selected one.
    public void previous() {
        table.step(-1);
    }

    /// Gives the columns their first order and width again, and shows them all.
    public void resetColumns() {
        table.resetColumns();
    }

    private void showEmpty(@Nullable EmptyState state) {
        if (state != null) {
            empty.show(state);
            table.node().setPlaceholder(empty);
        }
    }

    private void arrange() {
        boolean beside = isBeside();
        boolean room = getHeight() >= VERY_LOW;
        legend.wantedProperty().set(room);
        if (room != charts.getItems().contains(timeline)) {
            if (room) {
                charts.getItems().addFirst(timeline);
            } else {
                charts.getItems().remove(timeline);
            }
        }
        placeTimeline();
        detail.setTwoColumns(!beside);
        detail.setMinSize(beside ? 360 : 0, beside || !room ? 0 : 200);
        detail.setMaxSize(beside ? 640 : Double.MAX_VALUE, beside ? Double.MAX_VALUE : getHeight() * 0.6);
        table.setNarrow(getWidth() < ROOM_FOR_WORDS || table.node().getWidth() < ROOM_FOR_ALL);
        panes.setDetailSide(beside ? Side.RIGHT : Side.BOTTOM);
        if (length() > 0) {
            double below = Math.min(DETAIL_HEIGHT, getHeight() * DETAIL_SHARE);
            double size = splitters.size(detailKey(), beside ? DETAIL_WIDTH : below);
            panes.setDividerPosition(1 - size / length());
        }
    }

    private void placeTimeline() {
        if (charts.getItems().contains(timeline) && charts.getHeight() > 0) {
            double size = splitters.size(timelineKey(), getHeight() < HIGH ? LOW_TIMELINE : TIMELINE);
            charts.setDividerPosition(0, size / charts.getHeight());
        }
    }

    private boolean isBeside() {
        return getWidth() >= WIDE;
    }

    /// Of the side that table and details share.
    private double length() {
        return isBeside() ? getWidth() : getHeight();
    }

    private String timelineKey() {
        return isBeside() ? "findings.timeline.wide" : "findings.timeline.narrow";
    }

    private String detailKey() {
        return isBeside() ? "findings.detail.wide" : "findings.detail.narrow";
    }
}
