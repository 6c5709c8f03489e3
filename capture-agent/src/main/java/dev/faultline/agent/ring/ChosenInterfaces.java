package dev.faultline.agent.ring;

import java.util.List;
import java.util.Set;

/// The interfaces to capture on, by name: they may come, go, and come back with another index.
final class ChosenInterfaces {
    private final Libc libc;
    private final Set<String> onlyNames;
    private final Set<String> withoutNames;
    private List<Integer> only = List.of();
    private List<Integer> without = List.of();

    ChosenInterfaces(Libc libc, Set<String> only, Set<String> without) {
        this.libc = libc;
        onlyNames = Set.copyOf(only);
        withoutNames = Set.copyOf(without);
    }

    /// Looks the names up anew.
    ///
    /// @return whether an index is another than before
    boolean look() {
        List<Integer> onlyBefore = only;
        List<Integer> withoutBefore = without;
        only = indexes(onlyNames);
        without = indexes(withoutNames);
        return !only.equals(onlyBefore) || !without.equals(withoutBefore);
    }

    private List<Integer> indexes(Set<String> names) {
        return names.stream()
                .map(libc::interfaceIndex)
                .filter(index -> index > 0)
                .sorted()
                .toList();
    }

    /// Indexes of the interfaces chosen; empty for all, or when [#isNone()].
    List<Integer> only() {
        return only;
    }

    /// Whether interfaces were chosen and none of them is there now.
    boolean isNone() {
        return !onlyNames.isEmpty() && only.isEmpty();
    }

    /// Indexes of the interfaces to leave out.
    List<Integer> without() {
        return without;
    }
}
