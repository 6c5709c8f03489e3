package dev.faultline.engine.finding;

import java.util.List;

/// A finding in plain words.
///
/// @param title a few words, such as "Connection refused"
/// @param detail what happened: the first sentence says it all, the others support it
/// @param causes likely causes, the likeliest first
/// @param next what to do next; a command to copy stands alone in its line and begins with `$ `
public record Explanation(String title, String detail, List<String> causes, List<String> next) {}
