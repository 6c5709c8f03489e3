package dev.faultline.app.ui.cluster;

import dev.faultline.app.k8s.KubeContext;
import dev.faultline.app.k8s.capture.CaptureSettingsText;
import dev.faultline.app.settings.Settings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/// What is remembered of each context, in the program's own settings: its colour, the namespaces looked at
/// last.
public final class ContextMemory {
    private static final String SEPARATOR = " ";
    private static final String FILES = "cluster.kubeconfigs";

    private final Settings settings;

    public ContextMemory(Settings settings) {
        this.settings = settings;
    }

    /// Gives each context its colour: the remembered one, else one that few have, remembered from now on.
    ///
    /// @return in the order of the contexts
    List<ContextColour> colours(List<KubeContext> contexts) {
        List<ContextColour> used = new ArrayList<>();
        for (KubeContext context : contexts) {
            ContextColour.of(settings.remembered(colourKey(context), "")).ifPresent(used::add);
        }
        return contexts.stream()
                .map(context -> ContextColour.of(settings.remembered(colourKey(context), ""))
                        .orElseGet(() -> {
                            ContextColour colour = ContextColour.leastUsed(used);
                            used.add(colour);
                            colour(context, colour);
                            return colour;
                        }))
                .toList();
    }

    void colour(KubeContext context, ContextColour colour) {
        settings.remember(colourKey(context), colour.id());
    }

    /// The namespaces looked at last; the context's own at first.
    List<String> namespaces(KubeContext context) {
        String names = settings.remembered("cluster.namespaces." + context.name(), context.namespace());
        return Arrays.stream(names.split(SEPARATOR))
                .filter(name -> !name.isEmpty())
                .toList();
    }

    /// @param namespaces empty for all
    void namespaces(KubeContext context, List<String> namespaces) {
        settings.remember("cluster.namespaces." + context.name(), String.join(SEPARATOR, namespaces));
    }

    /// The usual options, with what was chosen for the context.
    CaptureOptions options(KubeContext context) {
        return CaptureOptions.USUAL.withSettings(CaptureSettingsText.read(settings::remembered, context.name()));
    }

    void options(KubeContext context, CaptureOptions options) {
        options.settings().write(settings::remember, context.name());
    }

    /// Kubeconfig files added by hand.
    public List<Path> files() {
        return settings.remembered(FILES, "")
                .lines()
                .filter(line -> !line.isEmpty())
                .map(Path::of)
                .toList();
    }

    void files(List<Path> files) {
        settings.remember(FILES, files.stream().map(Path::toString).collect(Collectors.joining("\n")));
    }

    private static String colourKey(KubeContext context) {
        return "cluster.colour." + context.name();
    }
}
