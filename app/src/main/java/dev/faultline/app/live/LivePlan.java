package dev.faultline.app.live;

import dev.faultline.engine.evidence.EvidenceBudget;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// What a live session is to do.
///
/// @param name for people: the context, the workload, the interface
/// @param budget how much is kept of each of the first feeds; of later ones it is less
/// @param full whether every packet is kept too, in files that take turns
/// @param fullBudget room for those of each feed
/// @param staleTimeout silence after which a connection with something outstanding counts as stale
/// @param folder where packets are kept; null for a new one of the program's own
public record LivePlan(
        String name,
        EvidenceBudget budget,
        boolean full,
        FullBudget fullBudget,
        Duration staleTimeout,
        @Nullable Path folder) {

    /// The usual.
    public static LivePlan of(String name) {
        return new LivePlan(name, EvidenceBudget.DEFAULT, false, FullBudget.DEFAULT, Duration.ofSeconds(10), null);
    }

    /// The same with every packet kept.
    public LivePlan withFull() {
        return new LivePlan(name, budget, true, fullBudget, staleTimeout, folder);
    }

    /// The same, with packets kept in `target`.
    public LivePlan in(Path target) {
        return new LivePlan(name, budget, full, fullBudget, staleTimeout, target);
    }

    /// Room for every packet of a feed.
    ///
    /// @param fileBytes size at which the next file begins
    /// @param files how many there are at most; then the oldest goes
    public record FullBudget(long fileBytes, int files) {
        /// A gigabyte in all.
        public static final FullBudget DEFAULT = new FullBudget(128L << 20, 8);
    }
}
