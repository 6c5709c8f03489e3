package dev.faultline.app.ui.findings;

import dev.faultline.app.Messages;
import dev.faultline.app.store.Grouping;
import dev.faultline.app.store.Histogram;
import dev.faultline.app.ui.control.ClassMark;
import dev.faultline.app.ui.control.SeverityMark;
import dev.faultline.app.ui.timeline.TimelineBars.Layer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/// What the bars of the timeline are stacked of, the lowest first. A name keeps its colour as long as two of
/// them do not meet in one. Thread-safe.
final class Layers {
    /// The colours of classes tell names apart as well: both themes have proven them.
    private static final List<String> COLOURS = Stream.of(
                    ClassMark.CONNECTION,
                    ClassMark.TIMEOUT,
                    ClassMark.APPLICATION,
                    ClassMark.ICMP,
                    ClassMark.DISSECTION,
                    ClassMark.TRANSFER,
                    ClassMark.HALF_CONNECTION)
            .map(ClassMark::styleClass)
            .toList();

    private static final String REST = "rest";
    private static final int MOST_REMEMBERED = 1000;

    private final Map<String, String> remembered = new HashMap<>();

    /// The stack, and the buckets in its words.
    ///
    /// @param stack the lowest first
    record Stacked(List<Layer> stack, List<Map<String, Long>> buckets) {}

    synchronized Stacked of(Histogram histogram) {
        Grouping grouping = histogram.scale().grouping();
        return switch (grouping) {
            case CLASS ->
                new Stacked(Stream.of(ClassMark.values()).map(Layers::layer).toList(), histogram.buckets());
            case SEVERITY ->
                new Stacked(Stream.of(SeverityMark.values()).map(Layers::layer).toList(), histogram.buckets());
            case KIND, NAMESPACE, WORKLOAD, NODE -> names(histogram);
        };
    }

    private static Layer layer(ClassMark mark) {
        return new Layer(mark.id(), Messages.text("class." + mark.id()), mark.styleClass());
    }

    private static Layer layer(SeverityMark mark) {
        return new Layer(mark.id(), Messages.text("severity." + mark.id()), "paint-" + mark.styleClass());
    }

    private static Map<String, Long> totals(Histogram histogram) {
        Map<String, Long> totals = new HashMap<>();
        histogram.buckets().forEach(bucket -> bucket.forEach((word, count) -> totals.merge(word, count, Long::sum)));
        return totals;
    }

    /// The names that have most, each in a colour of its own, then all others, then what has no name.
    private Stacked names(Histogram histogram) {
        Map<String, Long> totals = totals(histogram);
        List<String> most = totals.keySet().stream()
                .filter(name -> !name.isEmpty())
                .sorted(Comparator.comparingLong((String name) -> -totals.getOrDefault(name, 0L))
                        .thenComparing(Comparator.naturalOrder()))
                .limit(COLOURS.size())
                .toList();
        List<Layer> stack = new ArrayList<>(coloured(most));
        stack.add(new Layer(REST, Messages.text("timeline.rest"), ClassMark.CAPTURE.styleClass()));
        stack.add(new Layer("", Messages.text("timeline.unnamed"), ClassMark.NETWORK.styleClass()));
        Set<String> told = new HashSet<>(most);
        told.add("");
        return new Stacked(
                stack,
                histogram.buckets().stream().map(bucket -> joined(bucket, told)).toList());
    }

    private static Map<String, Long> joined(Map<String, Long> bucket, Set<String> told) {
        Map<String, Long> joined = new HashMap<>();
        bucket.forEach((name, count) -> joined.merge(told.contains(name) ? name : REST, count, Long::sum));
        return joined;
    }

    private List<Layer> coloured(List<String> names) {
        if (remembered.size() > MOST_REMEMBERED) {
            remembered.clear();
        }
        List<String> free = new ArrayList<>(COLOURS);
        Map<String, String> chosen = new HashMap<>();
        for (String name : names) {
            String colour = remembered.get(name);
            if (colour != null && free.remove(colour)) {
                chosen.put(name, colour);
            }
        }
        for (String name : names) {
            if (!chosen.containsKey(name)) {
                String colour = free.remove(Math.floorMod(name.hashCode(), free.size()));
                chosen.put(name, colour);
                remembered.put(name, colour);
            }
        }
        return names.stream()
                .map(name -> new Layer(name, shortName(name, names), Objects.requireNonNull(chosen.get(name))))
                .toList();
    }

    /// Without its namespace, where no other has the same name then.
    private static String shortName(String name, List<String> names) {
        String end = name.substring(name.indexOf('/') + 1);
        boolean alone = names.stream()
                        .filter(other -> other.substring(other.indexOf('/') + 1).equals(end))
                        .count()
                == 1;
        return alone ? end : name;
    }
}
