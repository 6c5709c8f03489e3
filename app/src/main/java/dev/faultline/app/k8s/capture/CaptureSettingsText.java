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
/// `capture.CONTEXT.image`, `.pullSecret`, `.namespace`, `.tolerations`, `.program`, `.agentImage` and
/// `.agentBase`.
///
/// @param image that has tcpdump; empty for the usual one
/// @param pullSecret name of the secret to pull it with; empty for none
/// @param namespace in which jobs are made; empty for the context's own
/// @param tolerations taints that jobs tolerate, as kubectl writes them, with commas: `dedicated=db:NoSchedule,
/// gpu`; `*` for all
/// @param program what captures
/// @param agentImage that has the agent; empty to send it into `agentBase`
/// @param agentBase any image with glibc and a shell; empty for the usual one
public record CaptureSettingsText(
        String image,
        String pullSecret,
        String namespace,
        String tolerations,
        CaptureProgram program,
        String agentImage,
        String agentBase) {
    /// All taints.
    public static final String ALL = "*";

    /// What holds where nothing is chosen.
    public static final CaptureSettingsText USUAL =
            new CaptureSettingsText("", "", "", ALL, CaptureProgram.AUTO, "", "");

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
                stored.apply(key(context, "tolerations"), ALL),
                program(stored.apply(key(context, "program"), "")),
                stored.apply(key(context, "agentImage"), ""),
                stored.apply(key(context, "agentBase"), ""));
    }

    /// What a file by hand does not name right is chosen by the program itself.
    private static CaptureProgram program(String id) {
        return Stream.of(CaptureProgram.values())
                .filter(each -> each.id().equals(id))
                .findFirst()
                .orElse(CaptureProgram.AUTO);
    }

    /// Keeps it for a context.
    ///
    /// @param store takes a key and its value
    public void write(BiConsumer<String, String> store, String context) {
        store.accept(key(context, "image"), image);
        store.accept(key(context, "pullSecret"), pullSecret);
        store.accept(key(context, "namespace"), namespace);
        store.accept(key(context, "tolerations"), tolerations);
        store.accept(key(context, "program"), program.id());
        store.accept(key(context, "agentImage"), agentImage);
        store.accept(key(context, "agentBase"), agentBase);
    }

    private static String key(String context, String name) {
        return "capture." + context + "." + name;
    }

    /// The same with another image for tcpdump.
    public CaptureSettingsText withImage(String other) {
        return new CaptureSettingsText(other, pullSecret, namespace, tolerations, program, agentImage, agentBase);
    }

    /// The same with another pull secret.
    public CaptureSettingsText withPullSecret(String other) {
        return new CaptureSettingsText(image, other, namespace, tolerations, program, agentImage, agentBase);
    }

    /// The same with jobs in another namespace.
    public CaptureSettingsText withNamespace(String other) {
        return new CaptureSettingsText(image, pullSecret, other, tolerations, program, agentImage, agentBase);
    }

    /// The same with other tolerations.
    public CaptureSettingsText withTolerations(String other) {
        return new CaptureSettingsText(image, pullSecret, namespace, other, program, agentImage, agentBase);
    }

    /// The same with another program.
    public CaptureSettingsText withProgram(CaptureProgram other) {
        return new CaptureSettingsText(image, pullSecret, namespace, tolerations, other, agentImage, agentBase);
    }

    /// The same with another image that has the agent.
    public CaptureSettingsText withAgentImage(String other) {
        return new CaptureSettingsText(image, pullSecret, namespace, tolerations, program, other, agentBase);
    }

    /// The same with another image to send the agent into.
    public CaptureSettingsText withAgentBase(String other) {
        return new CaptureSettingsText(image, pullSecret, namespace, tolerations, program, agentImage, other);
    }

    /// As captures take it.
    public CaptureSettings settings() {
        return CaptureSettings.DEFAULT
                .withImage(image)
                .withPullSecret(pullSecret)
                .withNamespace(namespace)
                .withAgentBase(agentBase)
                .withAgentImage(agentImage)
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
