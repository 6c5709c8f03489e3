package dev.faultline.engine.finding;

/// Keys of what is said about findings that rest on what a kernel counted, in `messages.properties`.
public final class KernelTexts {
    /// A connection that the kernel lists as such, and of which no packet tells.
    public static final String VARIANT_KERNEL = "kernel";

    private KernelTexts() {}
}
