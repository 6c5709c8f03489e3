package dev.faultline.app.flow;

import dev.faultline.engine.finding.Finding;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Where the engine says that packets were lost.
///
/// @param after name of the vantage point that saw them
/// @param before name of the one that should have seen them next
/// @param fromClient whether the client had sent them
public record LossPlace(String after, String before, boolean fromClient) {

    /// What a finding says of it; null when nothing.
    static @Nullable LossPlace of(Finding finding) {
        List<String> between = finding.lostBetween();
        return between.size() < 2
                ? null
                : new LossPlace(between.get(0), between.get(1), "c2s".equals(finding.lostDirection()));
    }
}
