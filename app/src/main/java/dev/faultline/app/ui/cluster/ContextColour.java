package dev.faultline.app.ui.cluster;

import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/// Tells contexts apart: a square of this colour stands beside the name, wherever it stands.
public enum ContextColour {
    ORANGE,
    BLUE,
    PINK,
    GREEN,
    PURPLE,
    TEAL,
    YELLOW,
    GREY;

    /// As it is remembered.
    String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<ContextColour> of(String id) {
        return Arrays.stream(values()).filter(colour -> colour.id().equals(id)).findFirst();
    }

    /// The one that is used least, the first of several.
    static ContextColour leastUsed(Collection<ContextColour> used) {
        ContextColour best = ORANGE;
        long fewest = Long.MAX_VALUE;
        for (ContextColour colour : values()) {
            long uses = used.stream().filter(other -> other == colour).count();
            if (uses < fewest) {
                best = colour;
                fewest = uses;
            }
        }
        return best;
    }

    /// Style class that fills the square.
    public String styleClass() {
        return "context-" + id();
    }

    /// Key of its name in `messages.properties`.
    String textKey() {
        return "cluster.colour." + id();
    }
}
