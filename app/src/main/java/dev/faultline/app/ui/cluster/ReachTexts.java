package dev.faultline.app.ui.cluster;

import dev.faultline.app.Messages;
import dev.faultline.app.k8s.Reachability;
import dev.faultline.app.k8s.Reachability.Reachable;
import dev.faultline.app.k8s.Reachability.Unreachable;
import java.util.Locale;

/// Whether a cluster answers, in words.
final class ReachTexts {
    private ReachTexts() {}

    /// In a few words: `reachable, 38 ms`, `certificate expired`.
    static String brief(ContextRow row) {
        Reachability reach = row.reach();
        if (row.asking()) {
            return Messages.text("cluster.asking");
        }
        return switch (reach) {
            case null -> Messages.text("cluster.notAsked");
            case Reachable reachable ->
                Messages.text("cluster.reachable", reachable.took().toMillis());
            case Unreachable unreachable -> Messages.text("cluster.unreachable." + word(unreachable));
        };
    }

    /// What is under the name: where it is, or why it is not reached.
    static String place(ContextRow row) {
        String version = row.reach() instanceof Reachable reachable ? reachable.version() : "";
        String namespace = row.context().namespace();
        String cluster = row.context().cluster();
        return version.isEmpty()
                ? Messages.text("cluster.place", cluster, namespace)
                : Messages.text("cluster.placeVersion", cluster, version, namespace);
    }

    /// In full: what failed, on what, what to do; empty for a cluster that answers.
    static String full(ContextRow row) {
        if (!(row.reach() instanceof Unreachable unreachable)) {
            return row.context().server();
        }
        String advice = Messages.text("cluster.advice." + word(unreachable), unreachable.server());
        return unreachable.detail().isEmpty() ? advice : advice + "\n" + unreachable.detail();
    }

    private static String word(Unreachable unreachable) {
        return unreachable.reason().name().toLowerCase(Locale.ROOT);
    }
}
