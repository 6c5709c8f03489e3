package dev.faultline.app.ui.findings;

import java.util.List;

/// Where the selected lines of the table stand after its rows have changed, and where to scroll, so that nothing
/// jumps under the user's eyes.
///
/// @param lines selected ones, in order
/// @param lead the one that has the focus, or -1
/// @param top the line that belongs at the top of the table
public record Selection(List<Integer> lines, int lead, int top) {
    public static final Selection NONE = new Selection(List.of(), -1, 0);

    public Selection {
        lines = List.copyOf(lines);
    }
}
