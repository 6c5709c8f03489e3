package dev.faultline.app.ui.cluster;

import dev.faultline.app.Messages;
import dev.faultline.app.k8s.targets.NodeTarget;
import dev.faultline.app.k8s.targets.PodTarget;
import dev.faultline.app.k8s.targets.ResolvedTargets;
import dev.faultline.app.k8s.targets.ServiceTarget;
import dev.faultline.app.k8s.targets.Target;
import dev.faultline.app.k8s.targets.TargetQuery;
import dev.faultline.app.k8s.targets.TargetRef;
import dev.faultline.app.k8s.targets.TargetSnapshot;
import dev.faultline.app.k8s.targets.WorkloadTarget;
import dev.faultline.app.ui.cluster.TargetRow.Kind;
import dev.faultline.app.ui.cluster.TargetRow.Mark;
import dev.faultline.app.ui.text.Figures;
import dev.faultline.engine.common.IpAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Makes the lines of the picker from what a cluster has. Pure, so that it may run on any thread.
final class TargetRows {
    private static final int MANY_RESTARTS = 3;
    private static final long NANOS = 1_000_000_000L;

    private final Question question;
    private final Set<String> chosenPods;
    private final Set<TargetRef> lockedPods;

    /// What is looked at.
    ///
    /// @param namespaces empty for all
    /// @param folded groups whose pods are hidden
    /// @param resolved what `choices` mean now
    /// @param now for ages
    record Question(
            TargetSnapshot snapshot,
            Set<String> namespaces,
            TargetQuery query,
            PickerTab tab,
            Set<TargetRef> folded,
            TargetChoices choices,
            ResolvedTargets resolved,
            Instant now) {
        /// The same, with what the choices mean now.
        Question with(ResolvedTargets meaning) {
            return new Question(snapshot, namespaces, query, tab, folded, choices, meaning, now);
        }
    }

    private TargetRows(Question question) {
        this.question = question;
        chosenPods = question.resolved().pods().stream().map(PodTarget::uid).collect(Collectors.toSet());
        lockedPods = question.choices().locked(question.snapshot());
    }

    static List<TargetRow> of(Question question) {
        TargetRows rows = new TargetRows(question);
        return switch (question.tab()) {
            case PODS -> rows.pods();
            case SERVICES -> rows.services();
            case NODES -> rows.nodes();
        };
    }

    /// The pods that one may choose: all but those that capture already.
    static Stream<PodTarget> choosable(TargetSnapshot all) {
        return all.pods().stream().filter(pod -> !pod.isCapturer());
    }

    /// The pods that the search finds in the namespaces that are looked at.
    static List<PodTarget> found(TargetSnapshot all, Set<String> namespaces, TargetQuery query) {
        return choosable(all)
                .filter(pod -> namespaces.isEmpty() || namespaces.contains(pod.namespace()))
                .filter(pod -> matches(pod, all, query))
                .toList();
    }

    private static boolean matches(PodTarget pod, TargetSnapshot all, TargetQuery query) {
        TargetRef workload = pod.workload();
        Target runs = workload == null ? null : all.find(workload);
        return query.matches(pod, all) || runs != null && query.matches(runs, all);
    }

    private List<TargetRow> pods() {
        Map<String, List<PodTarget>> groups = new TreeMap<>();
        Map<String, TargetRef> workloads = new LinkedHashMap<>();
        for (PodTarget pod : found(question.snapshot(), question.namespaces(), question.query())) {
            TargetRef workload = pod.workload();
            String key = pod.namespace() + "/"
                    + (workload == null ? "~" + pod.name() : workload.name() + " " + workload.kindName());
            groups.computeIfAbsent(key, same -> new ArrayList<>()).add(pod);
            if (workload != null) {
                workloads.put(key, workload);
            }
        }
        List<TargetRow> rows = new ArrayList<>();
        groups.forEach((key, pods) -> {
            pods.sort(Comparator.comparing(PodTarget::name));
            TargetRef workload = workloads.get(key);
            if (workload != null) {
                rows.add(group(workload, pods));
            }
            if (workload == null || !question.folded().contains(workload)) {
                pods.forEach(pod -> rows.add(pod(pod)));
            }
        });
        return rows;
    }

    private TargetRow group(TargetRef workload, List<PodTarget> pods) {
        boolean followed = question.choices().has(workload);
        long alive = pods.stream().filter(pod -> !pod.phase().isOver()).count();
        long chosen = pods.stream().filter(this::isChosen).count();
        String detail = Messages.text(
                followed ? "picker.groupFollowed" : "picker.group", workload.namespace(), workload.kindName());
        return new TargetRow(
                workload,
                Kind.GROUP,
                followed ? Check.ALL : Check.of(chosen, Math.max(chosen, alive)),
                false,
                question.folded().contains(workload),
                followed,
                workload.name(),
                detail,
                "",
                Mark.NONE,
                readyOf(workload, pods),
                "",
                false,
                "",
                "",
                "",
                null);
    }

    private String readyOf(TargetRef workload, List<PodTarget> pods) {
        if (question.snapshot().find(workload) instanceof WorkloadTarget known && known.desired() >= 0) {
            return known.ready() + "/" + known.desired();
        }
        return pods.stream().filter(PodTarget::ready).count() + "/" + pods.size();
    }

    private boolean isChosen(PodTarget pod) {
        return chosenPods.contains(pod.uid()) || question.choices().has(pod.ref());
    }

    private TargetRow pod(PodTarget pod) {
        boolean chosen = isChosen(pod);
        boolean locked = pod.phase().isOver() || lockedPods.contains(pod.ref());
        return new TargetRow(
                pod.ref(),
                Kind.POD,
                Check.of(chosen),
                locked,
                false,
                false,
                pod.name(),
                pod.workload() == null ? pod.namespace() : "",
                pod.status(),
                mark(pod),
                pod.readyContainers() + "/" + pod.containers().size(),
                Figures.count(pod.restarts()),
                pod.restarts() >= MANY_RESTARTS,
                age(pod.created()),
                pod.node() == null ? Messages.text("picker.noNode") : pod.node(),
                first(pod.ips()),
                null);
    }

    private static Mark mark(PodTarget pod) {
        return switch (pod.phase()) {
            case RUNNING -> pod.ready() ? Mark.GOOD : isCrashing(pod) ? Mark.BAD : Mark.WAITING;
            case PENDING -> isCrashing(pod) ? Mark.BAD : Mark.WAITING;
            case TERMINATING -> Mark.WAITING;
            case FAILED, UNKNOWN -> Mark.BAD;
            case SUCCEEDED -> Mark.OVER;
        };
    }

    private static boolean isCrashing(PodTarget pod) {
        return pod.status().endsWith("BackOff") || pod.status().contains("Err");
    }

    private List<TargetRow> services() {
        return question.snapshot().services().stream()
                .filter(service ->
                        question.namespaces().isEmpty() || question.namespaces().contains(service.namespace()))
                .filter(service -> question.query().matches(service, question.snapshot()))
                .sorted(Comparator.comparing(ServiceTarget::namespace).thenComparing(ServiceTarget::name))
                .map(this::service)
                .toList();
    }

    private TargetRow service(ServiceTarget service) {
        long ready =
                service.backends().stream().filter(ServiceTarget.Backend::ready).count();
        boolean none = service.backends().isEmpty() && !service.type().equals("ExternalName");
        Mark mark = none ? Mark.BAD : ready == 0 ? Mark.WAITING : Mark.GOOD;
        return new TargetRow(
                service.ref(),
                Kind.SERVICE,
                Check.of(question.choices().has(service.ref())),
                false,
                false,
                false,
                service.name(),
                service.namespace(),
                none ? Messages.text("picker.noEndpoints") : service.type(),
                mark,
                ready + "/" + service.backends().size(),
                "",
                false,
                age(service.created()),
                service.ports().stream()
                        .map(port -> port.port() + "/" + port.protocol())
                        .collect(Collectors.joining(", ")),
                first(service.ips()),
                Check.of(question.choices().hasBothEnds(service.ref())));
    }

    private List<TargetRow> nodes() {
        Map<String, Long> pods = question.snapshot().pods().stream()
                .filter(pod -> pod.node() != null && !pod.phase().isOver())
                .collect(Collectors.groupingBy(pod -> String.valueOf(pod.node()), Collectors.counting()));
        return question.snapshot().nodes().stream()
                .filter(node -> question.query().matches(node, question.snapshot()))
                .sorted(Comparator.comparing(NodeTarget::name))
                .map(node -> node(node, pods.getOrDefault(node.name(), 0L)))
                .toList();
    }

    private TargetRow node(NodeTarget node, long pods) {
        Mark mark = !node.listed() ? Mark.NONE : node.ready() ? Mark.GOOD : Mark.BAD;
        String status = node.listed() ? Messages.text(node.ready() ? "picker.nodeReady" : "picker.nodeNotReady") : "";
        return new TargetRow(
                node.ref(),
                Kind.NODE,
                Check.of(question.choices().has(node.ref())),
                false,
                false,
                false,
                node.name(),
                String.join(", ", node.taints()),
                status,
                mark,
                Figures.count(pods),
                "",
                false,
                age(node.created()),
                node.system(),
                first(node.ips()),
                null);
    }

    private static String first(List<IpAddress> ips) {
        return ips.isEmpty() ? "" : ips.getFirst().toString();
    }

    /// As kubectl has it: `12d`, `4h`, `2m`, `30s`; empty where unknown.
    private String age(long created) {
        return created == 0 ? "" : age(Duration.between(Instant.ofEpochSecond(created / NANOS), question.now()));
    }

    static String age(@Nullable Duration age) {
        if (age == null || age.isNegative()) {
            return "0s";
        }
        if (age.toDays() > 0) {
            return age.toDays() + "d";
        }
        if (age.toHours() > 0) {
            return age.toHours() + "h";
        }
        return age.toMinutes() > 0 ? age.toMinutes() + "m" : age.toSeconds() + "s";
    }
}
