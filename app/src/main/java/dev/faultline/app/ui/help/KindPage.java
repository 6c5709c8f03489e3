package dev.faultline.app.ui.help;

import dev.faultline.app.ui.control.ClassMark;
import java.util.List;

/// What the help says of a kind of finding.
///
/// @param id dotted id of the kind
/// @param mark of its class
/// @param article the word of the article for it; empty for none
/// @param title a few words
/// @param detail what happens
/// @param rule when it is told; empty where nothing is written of it
/// @param causes likely causes, the likeliest first
/// @param steps what to do
public record KindPage(
        String id,
        ClassMark mark,
        String article,
        String title,
        String detail,
        String rule,
        List<String> causes,
        List<Step> steps) {

    /// One step.
    ///
    /// @param command whether it is a command to copy
    public record Step(String text, boolean command) {}

    public KindPage {
        causes = List.copyOf(causes);
        steps = List.copyOf(steps);
    }
}
