package dev.faultline.app.command;

import dev.faultline.app.Messages;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Finds commands by a few letters of their group and text.
public final class CommandSearch {
    /// A command that was found.
    ///
    /// @param label its group and text: `View: Zoom in`
    /// @param positions of the letters in the label that were looked for
    /// @param score the higher the better
    public record Hit(Command command, String label, List<Integer> positions, int score) {}

    private CommandSearch() {}

    /// The commands that `query` fits, the best first. What makes no sense now comes last; of equal ones the
    /// one that was used more recently comes first.
    ///
    /// @param recent ids of commands, the one used last first
    public static List<Hit> find(String query, Collection<Command> commands, List<String> recent) {
        List<Hit> hits = new ArrayList<>();
        for (Command command : commands) {
            String label = Messages.text(command.group().textKey()) + ": " + command.text();
            Optional<FuzzyMatch> match = FuzzyMatch.of(query, label);
            match.ifPresent(found -> hits.add(new Hit(command, label, found.positions(), found.score())));
        }
        hits.sort(Comparator.comparing((Hit hit) -> !hit.command().enabled().get())
                .thenComparingInt(hit -> -hit.score())
                .thenComparingInt(hit -> recency(hit, recent)));
        return hits;
    }

    private static int recency(Hit hit, List<String> recent) {
        int index = recent.indexOf(hit.command().id());
        return index < 0 ? Integer.MAX_VALUE : index;
    }
}
