package dev.faultline.app.command;

/// Where a command belongs: its menu and its part of the help sheet.
public enum CommandGroup {
    FILE,
    EDIT,
    VIEW,
    GO,
    CAPTURE,
    TOOLS,
    HELP;

    /// Key of the name in `messages.properties`.
    public String textKey() {
        return "commandGroup." + name().toLowerCase(java.util.Locale.ROOT);
    }
}
