package dev.faultline.app.ui.cluster;

import dev.faultline.app.k8s.targets.PodTarget;
import dev.faultline.app.k8s.targets.ResolvedTargets;
import dev.faultline.app.k8s.targets.TargetChoice;
import dev.faultline.app.k8s.targets.TargetRef;
import dev.faultline.app.k8s.targets.TargetSelection;
import dev.faultline.app.k8s.targets.TargetSnapshot;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What is ticked in the picker. Immutable.
///
/// A workload that is ticked is followed: its pods to come are chosen too. Taking one of its pods away leaves
/// the others as single pods.
public final class TargetChoices {
    /// Nothing is ticked.
    public static final TargetChoices NONE = new TargetChoices(Set.of());

    private final Set<TargetChoice> choices;

    private TargetChoices(Set<TargetChoice> choices) {
        this.choices = choices;
    }

    /// Whether nothing is ticked.
    public boolean isEmpty() {
        return choices.isEmpty();
    }

    /// As a selection to be followed.
    public TargetSelection selection() {
        return new TargetSelection(List.copyOf(choices));
    }

    /// Whether the object itself is ticked, not only as part of something else.
    boolean has(TargetRef ref) {
        return choices.contains(new TargetChoice.One(ref));
    }

    boolean hasBothEnds(TargetRef service) {
        return choices.contains(new TargetChoice.BothEnds(service));
    }

    /// The pods whose tick cannot be taken away alone: what is chosen by node, namespace or service stays
    /// whole.
    Set<TargetRef> locked(TargetSnapshot all) {
        return choices.stream()
                .filter(choice -> !isDivisible(choice))
                .flatMap(choice -> choice.pods(all).stream())
                .map(PodTarget::ref)
                .collect(Collectors.toSet());
    }

    private static boolean isDivisible(TargetChoice choice) {
        return switch (choice) {
            case TargetChoice.One(TargetRef ref) ->
                switch (ref.kind()) {
                    case NAMESPACE, NODE, SERVICE -> false;
                    default -> true;
                };
            case TargetChoice.BothEnds both -> false;
            case TargetChoice.Labelled labelled -> true;
            case TargetChoice.Found found -> true;
        };
    }

    /// Ticks an object, or takes its tick away.
    ///
    /// @param chosen what is chosen now, in whatever way
    TargetChoices toggle(TargetRef ref, ResolvedTargets chosen, TargetSnapshot all) {
        if (all.find(ref) instanceof PodTarget pod) {
            boolean ticked = has(ref)
                    || chosen.pods().stream().anyMatch(other -> other.uid().equals(pod.uid()));
            return ticked ? withoutPod(pod, all) : with(new TargetChoice.One(ref));
        }
        if (has(ref)) {
            return without(new TargetChoice.One(ref)::equals);
        }
        Set<TargetRef> parts = new LinkedHashSet<>();
        if (ref.kind().isWorkload()) {
            all.podsOf(ref).forEach(pod -> parts.add(pod.ref()));
        }
        TargetChoices rest =
                without(choice -> choice instanceof TargetChoice.One(TargetRef one) && parts.contains(one));
        return rest.with(new TargetChoice.One(ref));
    }

    /// Captures clients of a service too, or no longer.
    TargetChoices toggleBothEnds(TargetRef service) {
        TargetChoice both = new TargetChoice.BothEnds(service);
        return choices.contains(both) ? without(both::equals) : with(both);
    }

    private TargetChoices withoutPod(PodTarget pod, TargetSnapshot all) {
        if (locked(all).contains(pod.ref())) {
            return this;
        }
        Set<TargetChoice> now = new LinkedHashSet<>();
        for (TargetChoice choice : choices) {
            List<PodTarget> covered = choice.pods(all);
            if (covered.stream().noneMatch(other -> other.ref().equals(pod.ref()))) {
                now.add(choice);
                continue;
            }
            covered.stream()
                    .map(PodTarget::ref)
                    .filter(ref -> !ref.equals(pod.ref()))
                    .forEach(ref -> now.add(new TargetChoice.One(ref)));
        }
        return new TargetChoices(now);
    }

    /// These and what a search finds from now on.
    TargetChoices withAll(Collection<TargetChoice> more) {
        Set<TargetChoice> now = new LinkedHashSet<>(choices);
        now.addAll(more);
        return new TargetChoices(now);
    }

    private TargetChoices with(TargetChoice choice) {
        return withAll(List.of(choice));
    }

    private TargetChoices without(Predicate<TargetChoice> gone) {
        Set<TargetChoice> now = new LinkedHashSet<>(choices);
        now.removeIf(gone);
        return new TargetChoices(now);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof TargetChoices same && choices.equals(same.choices);
    }

    @Override
    public int hashCode() {
        return choices.hashCode();
    }
}
