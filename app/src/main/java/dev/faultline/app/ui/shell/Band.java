package dev.faultline.app.ui.shell;

import java.util.List;

/// Something that a reader of the findings should know, in a band across the window until it is closed.
///
/// @param kind how bad it is
/// @param text a sentence
/// @param details more of it, line by line; empty for none
/// @param actions what can be done about it
public record Band(Kind kind, String text, List<String> details, List<Action> actions) {
    /// How bad it is.
    public enum Kind {
        NOTICE,
        WARNING,
        ERROR
    }

    /// Something to do about it.
    ///
    /// @param text of the button
    public record Action(String text, Runnable run) {}

    public Band {
        details = List.copyOf(details);
        actions = List.copyOf(actions);
    }

    /// A band with nothing to do about it.
    public static Band of(Kind kind, String text) {
        return new Band(kind, text, List.of(), List.of());
    }
}
