package dev.faultline.app.cli;

/// Exit statuses.
final class Status {
    static final int DONE = 0;
    /// A file could not be read, or the output could not be written.
    static final int UNREADABLE = 1;
    static final int USAGE = 2;
    /// Something at or above `--fail-on` was found.
    static final int FOUND = 4;
    /// A mistake of the program itself (`EX_SOFTWARE`).
    static final int INTERNAL = 70;
    /// Ended by Ctrl+C.
    static final int INTERRUPTED = 130;

    private Status() {}
}
