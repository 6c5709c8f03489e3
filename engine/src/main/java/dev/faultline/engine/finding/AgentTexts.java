package dev.faultline.engine.finding;

/// Keys of what only an agent says, in `messages.properties`.
public final class AgentTexts {
    /// A connection that the kernel lists as such, and of which no packet tells.
    public static final String VARIANT_KERNEL = "kernel";

    /// Only some flows are analysed.
    public static final String REASON_SAMPLED = "capture.sampled";

    private AgentTexts() {}
}
