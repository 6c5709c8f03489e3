package dev.faultline.app.ui.cluster;

import dev.faultline.app.k8s.KubeContext;
import dev.faultline.app.k8s.Reachability;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A context as it is listed.
///
/// @param colour that tells it from others
/// @param reach whether its cluster answers; null while nobody has asked
/// @param asking whether it is being asked now
public record ContextRow(
        KubeContext context, ContextColour colour, @Nullable Reachability reach, boolean asking) {

    /// Its name.
    public String name() {
        return context.name();
    }

    /// Whether its cluster was asked and does not answer.
    public boolean isUnreachable() {
        return reach instanceof Reachability.Unreachable && !asking;
    }

    /// Whether it is about what was typed: in name, cluster, server or namespace.
    boolean matches(String words) {
        String all = String.join("\n", context.name(), context.cluster(), context.server(), context.namespace())
                .toLowerCase(Locale.ROOT);
        for (String word : words.toLowerCase(Locale.ROOT).strip().split("\\s+", -1)) {
            if (!all.contains(word)) {
                return false;
            }
        }
        return true;
    }

    ContextRow asking(boolean now) {
        return new ContextRow(context, colour, reach, now);
    }

    ContextRow reached(Reachability result) {
        return new ContextRow(context, colour, result, false);
    }

    ContextRow coloured(ContextColour other) {
        return new ContextRow(context, other, reach, asking);
    }
}
