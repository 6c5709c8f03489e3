package dev.faultline.engine.detect;

import dev.faultline.engine.tcp.TcpReset;
import org.jspecify.annotations.Nullable;

/// One way to explain a RST.
@FunctionalInterface
interface ResetRule {
    /// The verdict where the rule fits, else null.
    @Nullable
    ResetVerdict judge(TcpReset reset);
}
