package dev.faultline.app.ui.timeline;

import dev.faultline.app.store.Grouping;
import dev.faultline.app.ui.text.Figures;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;

/// What the colours of the timeline mean where they are not those of classes or severities: each with its count
/// in what is shown.
public final class TimelineLegend extends HBox {
    private final TimelineViewModel model;
    private final BooleanProperty wanted = new SimpleBooleanProperty(this, "wanted", true);
    private List<Entry> told = List.of();

    private record Entry(TimelineBars.Layer layer, long count) {}

    public TimelineLegend(TimelineViewModel model) {
        this.model = model;
        getStyleClass().add("timeline-legend");
        model.barsProperty().addListener((observed, before, now) -> show(now));
        wanted.addListener((observed, before, now) -> show(model.barsProperty().get()));
        show(model.barsProperty().get());
    }

    /// Whether there is a timeline to explain.
    public BooleanProperty wantedProperty() {
        return wanted;
    }

    private void show(TimelineBars bars) {
        Grouping grouping = model.groupingProperty().get();
        boolean needed = wanted.get()
                && grouping != Grouping.CLASS
                && grouping != Grouping.SEVERITY
                && !bars.bars().isEmpty();
        setVisible(needed);
        setManaged(needed);
        List<Entry> entries = bars.stack().stream()
                .map(layer -> new Entry(
                        layer, bars.total(layer.id(), model.windowProperty().get())))
                .filter(entry -> needed && entry.count() > 0)
                .toList();
        if (!Objects.equals(entries, told)) {
            told = entries;
            List<Node> labels = new ArrayList<>();
            entries.forEach(entry -> labels.add(label(entry)));
            getChildren().setAll(labels);
        }
    }

    private static Label label(Entry entry) {
        Region swatch = new Region();
        swatch.getStyleClass().addAll("swatch", entry.layer().styleClass());
        String name = entry.layer().name();
        Label label = new Label(name + '\u2002' + Figures.shortCount(entry.count()), swatch);
        label.setTooltip(new Tooltip(
                (entry.layer().id().contains(name) ? entry.layer().id() : name) + ": " + Figures.count(entry.count())));
        label.setMinWidth(24);
        return label;
    }
}
