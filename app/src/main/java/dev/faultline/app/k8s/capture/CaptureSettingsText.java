package dev.faultline.app.k8s.capture;

import io.fabric8.kubernetes.api.model.Toleration;
import io.fabric8.kubernetes.api.model.TolerationBuilder;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The capture settings of a context as the settings file keeps them: `capture.CONTEXT.image`, `.pullSecret`,
/// `.namespace`, `.tolerations`. What is not there is as by default.
public final class CaptureSettingsText {
    /// All taints.
    public static final String ALL = "*";

    private static final Pattern TAINT =
            Pattern.compile("(?<key>[A-Za-z0-9./_-]+)(?:=(?<value>[A-Za-z0-9._-]*))?(?::(?<effect>[A-Za-z]+))?");

    private CaptureSettingsText() {}

    /// The settings of a context.
    ///
    /// @param stored all settings, by their keys
    public static CaptureSettings of(Map<String, String> stored, String context) {
        CaptureSettings some = CaptureSettings.DEFAULT
                .withImage(stored.getOrDefault(key(context, "image"), ""))
                .withPullSecret(stored.getOrDefault(key(context, "pullSecret"), ""))
                .withNamespace(stored.getOrDefault(key(context, "namespace"), ""));
        return some.withTolerations(tolerations(stored.getOrDefault(key(context, "tolerations"), ALL)));
    }

    /// The key under which a setting of a context is kept.
    ///
    /// @param name `image`, `pullSecret`, `namespace` or `tolerations`
    public static String key(String context, String name) {
        return "capture." + context + "." + name;
    }

    /// Taints that are tolerated, as kubectl writes them, with commas: `dedicated=db:NoSchedule, gpu`; `*` for
    /// all. What is none is left out.
    public static List<Toleration> tolerations(String text) {
        if (text.strip().equals(ALL)) {
            return CaptureSettings.DEFAULT.tolerations();
        }
        return Stream.of(text.split(","))
                .map(String::strip)
                .map(TAINT::matcher)
                .filter(Matcher::matches)
                .map(CaptureSettingsText::toleration)
                .toList();
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
