package dev.faultline.app.k8s.capture;

import io.fabric8.kubernetes.api.model.Toleration;
import io.fabric8.kubernetes.api.model.TolerationBuilder;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.BinaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What is chosen for the captures of one context, as people write it; kept in the settings as
/// `capture.CONTEXT.image`, `.pullSecret`, `.namespace` and `.tolerations`.
///
/// @param image that has tcpdump; empty for the usual one
/// @param pullSecret name of the secret to pull it with; empty for none
/// @param namespace in which jobs are made; empty for the context's own
/// @param tolerations taints that jobs tolerate, as kubectl writes them, with commas: `dedicated=db:NoSchedule,
/// gpu`; `*` for all
public record CaptureSettingsText(String image, String pullSecret, String namespace, String tolerations) {
    /// All taints.
    public static final String ALL = "*";

    /// What holds where nothing is chosen.
    public static final CaptureSettingsText USUAL = new CaptureSettingsText("", "", "", ALL);

    private static final Pattern TAINT =
            Pattern.compile("(?<key>[A-Za-z0-9./_-]+)(?:=(?<value>[A-Za-z0-9._-]*))?(?::(?<effect>[A-Za-z]+))?");

    /// What is kept for a context.
    ///
    /// @param stored gives the value of a key, or its second argument
    public static CaptureSettingsText read(BinaryOperator<String> stored, String context) {
        return new CaptureSettingsText(
                stored.apply(key(context, "image"), ""),
                stored.apply(key(context, "pullSecret"), ""),
                stored.apply(key(context, "namespace"), ""),
                stored.apply(key(context, "tolerations"), ALL));
    }

    /// Keeps it for a context.
    ///
    /// @param store takes a key and its value
    public void write(BiConsumer<String, String> store, String context) {
        store.accept(key(context, "image"), image);
        store.accept(key(context, "pullSecret"), pullSecret);
        store.accept(key(context, "namespace"), namespace);
        store.accept(key(context, "tolerations"), tolerations);
    }

    private static String key(String context, String name) {
        return "capture." + context + "." + name;
    }

    /// As captures take it.
    public CaptureSettings settings() {
        return CaptureSettings.DEFAULT
                .withImage(image)
                .withPullSecret(pullSecret)
                .withNamespace(namespace)
                .withTolerations(
                        tolerations.strip().equals(ALL)
                                ? CaptureSettings.DEFAULT.tolerations()
                                : taints().map(TAINT::matcher)
                                        .filter(Matcher::matches)
                                        .map(CaptureSettingsText::toleration)
                                        .toList());
    }

    /// The first of the tolerations that is no taint.
    public Optional<String> noTaint() {
        return tolerations.strip().equals(ALL)
                ? Optional.empty()
                : taints().filter(taint -> !TAINT.matcher(taint).matches()).findFirst();
    }

    private Stream<String> taints() {
        return Stream.of(tolerations.split(",")).map(String::strip).filter(taint -> !taint.isEmpty());
    }

    private static Toleration toleration(Matcher taint) {
        String value = taint.group("value");
        return new TolerationBuilder()
                .withKey(taint.group("key"))
                .withOperator(value == null ? "Exists" : "Equal")
                .withValue(value)
                .withEffect(taint.group("effect"))
                .build();
    }
}
