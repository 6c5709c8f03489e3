package dev.faultline.app.k8s.targets;

import dev.faultline.engine.common.IpAddress;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Addresses as objects of a cluster write them.
final class Addresses {
    private Addresses() {}

    /// Those that are addresses, each once; `None` and names are not.
    static Stream<IpAddress> of(Stream<String> texts) {
        return texts.filter(Objects::nonNull)
                .flatMap(text -> Stream.ofNullable(parse(text)))
                .distinct();
    }

    private static @Nullable IpAddress parse(String text) {
        try {
            return IpAddress.parse(text);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
