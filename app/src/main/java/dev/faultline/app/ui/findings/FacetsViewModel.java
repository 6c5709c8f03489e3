package dev.faultline.app.ui.findings;

import dev.faultline.app.ui.control.ClassMark;
import dev.faultline.app.ui.control.SeverityMark;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/// Which severities and classes are wanted, and how many findings each has. FX thread only.
public final class FacetsViewModel {
    private final ReadOnlyObjectWrapper<Set<SeverityMark>> severities =
            new ReadOnlyObjectWrapper<>(this, "severities", EnumSet.allOf(SeverityMark.class));
    private final ReadOnlyObjectWrapper<Set<ClassMark>> classes =
            new ReadOnlyObjectWrapper<>(this, "classes", EnumSet.allOf(ClassMark.class));
    private final ReadOnlyObjectWrapper<Counts> counts =
            new ReadOnlyObjectWrapper<>(this, "counts", new Counts(Map.of(), Map.of()));

    /// How many findings there are of each, whatever is switched off.
    public record Counts(Map<SeverityMark, Long> severities, Map<ClassMark, Long> classes) {
        public Counts {
            severities = Map.copyOf(severities);
            classes = Map.copyOf(classes);
        }

        public long of(SeverityMark severity) {
            return severities.getOrDefault(severity, 0L);
        }

        public long of(ClassMark findingClass) {
            return classes.getOrDefault(findingClass, 0L);
        }

        /// All findings.
        public long total() {
            return severities.values().stream().mapToLong(Long::longValue).sum();
        }
    }

    /// The severities wanted.
    public ReadOnlyObjectProperty<Set<SeverityMark>> severitiesProperty() {
        return severities.getReadOnlyProperty();
    }

    /// The classes wanted.
    public ReadOnlyObjectProperty<Set<ClassMark>> classesProperty() {
        return classes.getReadOnlyProperty();
    }

    public ReadOnlyObjectProperty<Counts> countsProperty() {
        return counts.getReadOnlyProperty();
    }

    /// Whether anything is switched off.
    public boolean isRestricting() {
        return severities.get().size() < SeverityMark.values().length
                || classes.get().size() < ClassMark.values().length;
    }

    /// Switches a severity on or off; switching the last one off switches all on.
    public void toggle(SeverityMark severity) {
        severities.set(toggled(severities.get(), severity, SeverityMark.class));
    }

    /// Switches a class on or off; switching the last one off switches all on.
    public void toggle(ClassMark findingClass) {
        classes.set(toggled(classes.get(), findingClass, ClassMark.class));
    }

    /// Wants that severity only; once more, and all are wanted again.
    public void isolate(SeverityMark severity) {
        severities.set(isolated(severities.get(), severity, SeverityMark.class));
    }

    /// Wants that class only; once more, and all are wanted again.
    public void isolate(ClassMark findingClass) {
        classes.set(isolated(classes.get(), findingClass, ClassMark.class));
    }

    /// Wants all again.
    public void reset() {
        severities.set(EnumSet.allOf(SeverityMark.class));
        classes.set(EnumSet.allOf(ClassMark.class));
    }

    void count(Counts found) {
        counts.set(found);
    }

    private static <E extends Enum<E>> Set<E> toggled(Set<E> wanted, E mark, Class<E> type) {
        EnumSet<E> result = EnumSet.copyOf(wanted);
        if (!result.remove(mark)) {
            result.add(mark);
        }
        return result.isEmpty() ? EnumSet.allOf(type) : result;
    }

    private static <E extends Enum<E>> Set<E> isolated(Set<E> wanted, E mark, Class<E> type) {
        EnumSet<E> alone = EnumSet.of(mark);
        return wanted.equals(alone) ? EnumSet.allOf(type) : alone;
    }
}
