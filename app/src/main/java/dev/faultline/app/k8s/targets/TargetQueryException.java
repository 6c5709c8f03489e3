package dev.faultline.app.k8s.targets;

import java.io.Serial;

/// A search that cannot be understood.
public final class TargetQueryException extends Exception {
    @Serial
    private static final long serialVersionUID = 1;

    private final Reason reason;
    private final int from;
    private final int to;

    /// What is wrong with it.
    public enum Reason {
        /// No regular expression.
        REGEX,
        /// No label selector.
        SELECTOR,
        /// Neither an address nor a block of them.
        ADDRESS,
        /// A word before a colon that means nothing.
        FIELD
    }

    /// @param text the search
    /// @param from index of the first character at fault
    /// @param to index behind the last
    TargetQueryException(Reason reason, String text, int from, int to) {
        super(reason + ": " + text.substring(from, to));
        this.reason = reason;
        this.from = from;
        this.to = to;
    }

    /// What is wrong.
    public Reason reason() {
        return reason;
    }

    /// Index of the first character at fault.
    public int from() {
        return from;
    }

    /// Index behind the last character at fault.
    public int to() {
        return to;
    }
}
