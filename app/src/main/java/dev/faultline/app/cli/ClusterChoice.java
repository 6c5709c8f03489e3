package dev.faultline.app.cli;

import dev.faultline.app.Messages;
import dev.faultline.app.k8s.targets.LabelSelector;
import dev.faultline.app.k8s.targets.TargetChoice;
import dev.faultline.app.k8s.targets.TargetKind;
import dev.faultline.app.k8s.targets.TargetQueryException;
import dev.faultline.app.k8s.targets.TargetRef;
import dev.faultline.app.k8s.targets.TargetSelection;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// What the options choose, as a selection of targets.
final class ClusterChoice {
    private ClusterChoice() {}

    /// @param namespace of the context, where the options name none
    /// @throws ClusterTrouble when an option cannot be understood
    static TargetSelection of(ClusterOptions options, String namespace) throws ClusterTrouble {
        String where = options.namespace() == null ? namespace : options.namespace();
        List<TargetChoice> choices = new ArrayList<>();
        options.nodes().forEach(node -> choices.add(one(TargetKind.NODE, "", node)));
        options.pods().forEach(pod -> choices.add(one(TargetKind.POD, where, pod)));
        for (String workload : options.workloads()) {
            choices.add(workload(where, workload));
        }
        options.services()
                .forEach(service -> choices.add(new TargetChoice.BothEnds(ref(TargetKind.SERVICE, where, service))));
        if (options.selector() != null) {
            choices.add(labelled(where, options.selector()));
        }
        if (choices.isEmpty()) {
            choices.add(one(TargetKind.NAMESPACE, "", where));
        }
        return new TargetSelection(choices);
    }

    private static TargetChoice one(TargetKind kind, String namespace, String name) {
        return new TargetChoice.One(ref(kind, namespace, name));
    }

    /// `name`, or `namespace/name`.
    private static TargetRef ref(TargetKind kind, String namespace, String name) {
        int slash = name.indexOf('/');
        return namespace.isEmpty() || slash < 0
                ? new TargetRef(kind, namespace, name)
                : new TargetRef(kind, name.substring(0, slash), name.substring(slash + 1));
    }

    private static TargetChoice workload(String namespace, String text) throws ClusterTrouble {
        int slash = text.indexOf('/');
        String written = slash < 0 ? "Deployment" : text.substring(0, slash);
        String name = text.substring(slash + 1);
        if (written.isEmpty() || name.isEmpty()) {
            throw new ClusterTrouble(Messages.text("cli.capture.workload", text));
        }
        String kind = written.toLowerCase(Locale.ROOT);
        TargetRef ref = Stream.of(TargetKind.values())
                .filter(candidate -> candidate.isWorkload() && candidate != TargetKind.CUSTOM)
                .filter(candidate -> candidate.kind().toLowerCase(Locale.ROOT).startsWith(kind))
                .findFirst()
                .map(found -> new TargetRef(found, namespace, name))
                .orElseGet(() -> TargetRef.custom(written, namespace, name));
        return new TargetChoice.One(ref);
    }

    private static TargetChoice labelled(String namespace, String selector) throws ClusterTrouble {
        try {
            return new TargetChoice.Labelled(namespace, LabelSelector.parse(selector));
        } catch (TargetQueryException e) {
            throw new ClusterTrouble(Messages.text("cli.capture.selector", selector));
        }
    }
}
