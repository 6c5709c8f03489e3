package dev.faultline.app.ui.findings;

import dev.faultline.app.Messages;
import dev.faultline.app.store.Histogram;
import dev.faultline.app.ui.control.ClassMark;
import dev.faultline.app.ui.control.SeverityMark;
import dev.faultline.app.ui.timeline.TimelineBars.Layer;
import dev.faultline.engine.finding.FindingKind;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/// What the bars of the timeline are stacked of, the lowest first.
final class Layers {
    private Layers() {}

    static List<Layer> of(Histogram histogram) {
        return switch (histogram.scale().grouping()) {
            case CLASS -> Stream.of(ClassMark.values()).map(Layers::layer).toList();
            case SEVERITY -> Stream.of(SeverityMark.values()).map(Layers::layer).toList();
            case KIND -> kinds(histogram);
        };
    }

    private static Layer layer(ClassMark mark) {
        return new Layer(mark.id(), Messages.text("class." + mark.id()), mark.styleClass());
    }

    private static Layer layer(SeverityMark mark) {
        return new Layer(mark.id(), Messages.text("severity." + mark.id()), "paint-" + mark.styleClass());
    }

    /// In the colours of their classes, those of one class together, the most frequent lowest.
    private static List<Layer> kinds(Histogram histogram) {
        Map<String, Long> totals = new HashMap<>();
        histogram.buckets().forEach(bucket -> bucket.forEach((kind, count) -> totals.merge(kind, count, Long::sum)));
        return totals.keySet().stream()
                .sorted(Comparator.comparing(Layers::mark).thenComparing(totals::get, Comparator.reverseOrder()))
                .map(kind -> new Layer(kind, kind, mark(kind).styleClass()))
                .toList();
    }

    private static ClassMark mark(String kind) {
        FindingKind known = Objects.requireNonNull(FindingKind.byId(kind), kind);
        return ClassMark.of(known.findingClass().id());
    }
}
