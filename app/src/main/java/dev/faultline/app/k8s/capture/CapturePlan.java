package dev.faultline.app.k8s.capture;

import dev.faultline.app.k8s.AccessRight;
import dev.faultline.app.k8s.targets.ResolvedTargets;
import io.fabric8.kubernetes.api.model.EphemeralContainer;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// What will be made in the cluster, and where. Pure: nothing has happened yet.
///
/// @param mode never [CaptureMode#AUTO]
/// @param program never [CaptureProgram#AUTO]
/// @param sites where it captures
/// @param notes what the user should know of it, in sentences
/// @param usualCapabilities whether containers keep the capabilities that the runtime gives them
/// @param replaceable whether tcpdump captures instead where the agent turns out not to run
public record CapturePlan(
        CaptureRun run,
        CaptureSettings settings,
        CaptureMode mode,
        CaptureProgram program,
        List<CaptureSite> sites,
        List<String> notes,
        boolean usualCapabilities,
        boolean replaceable) {

    /// Copies the lists.
    public CapturePlan {
        sites = List.copyOf(sites);
        notes = List.copyOf(notes);
    }

    /// The rights that it needs, no more.
    public List<AccessRight> rights() {
        return sites.stream().flatMap(site -> site.rights().stream()).distinct().toList();
    }

    CaptureObjects objects() {
        return new CaptureObjects(run, settings, program, usualCapabilities);
    }

    /// The same with the capabilities that the container runtime gives.
    CapturePlan withUsualCapabilities() {
        return new CapturePlan(run, settings, mode, program, sites, notes, true, replaceable);
    }

    /// The same, but that tcpdump takes the place of an agent that turns out not to run. It needs the same rights.
    CapturePlan withReplacement() {
        return new CapturePlan(run, settings, mode, program, sites, notes, usualCapabilities, true);
    }

    /// The same by tcpdump.
    CapturePlan byTcpdump() {
        return new CapturePlan(run, settings, mode, CaptureProgram.TCPDUMP, sites, notes, usualCapabilities, false);
    }

    /// A plan for other targets, made and captured in the same way.
    public CapturePlan again(CapturePlanner planner, ResolvedTargets targets) {
        CapturePlan next = planner.plan(targets, mode, program);
        CapturePlan same = usualCapabilities ? next.withUsualCapabilities() : next;
        return replaceable ? same.withReplacement() : same;
    }

    /// The same with one more note.
    CapturePlan noting(String note) {
        List<String> more = new ArrayList<>(notes);
        more.add(note);
        return new CapturePlan(run, settings, mode, program, sites, more, usualCapabilities, replaceable);
    }

    /// Everything that will be made, as YAML; a comment where nothing is.
    public String yaml(KubernetesSerialization serialization) {
        return sites.stream().map(site -> yaml(site, serialization)).collect(Collectors.joining());
    }

    private String yaml(CaptureSite site, KubernetesSerialization serialization) {
        return switch (site) {
            case CaptureSite.NodeJob job ->
                serialization.asYaml(objects().job(job)) + "# packets: "
                        + job.filter().text() + "\n";
            case CaptureSite.PodContainer container ->
                "---\n# patch pods/" + container.pod() + "/ephemeralcontainers in " + container.namespace() + "\n"
                        + serialization
                                .asYaml(ephemeralPatch(objects().container(container)))
                                .replaceFirst("^---\n", "");
            case CaptureSite.InPlace inPlace ->
                "---\n# exec tcpdump in " + inPlace.namespace() + "/" + inPlace.pod() + ", container "
                        + inPlace.container() + "\n";
        };
    }

    static Map<String, Object> ephemeralPatch(EphemeralContainer container) {
        return Map.of("spec", Map.of("ephemeralContainers", List.of(container)));
    }
}
