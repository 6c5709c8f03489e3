package dev.faultline.engine.finding;

import java.util.List;

/// What a kind of finding is, in words.
///
/// @param title a few words
/// @param detail what happens
/// @param rule when it is told, with the source of the rule; empty where nothing is written of it
/// @param causes likely causes, the likeliest first
/// @param next what to do; a command to copy begins with `$ `
public record KindText(String title, String detail, String rule, List<String> causes, List<String> next) {
    public KindText {
        causes = List.copyOf(causes);
        next = List.copyOf(next);
    }
}
