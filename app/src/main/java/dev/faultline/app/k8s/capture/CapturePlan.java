package dev.faultline.app.k8s.capture;

import dev.faultline.app.k8s.AccessRight;
import io.fabric8.kubernetes.api.model.EphemeralContainer;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// What will be made in the cluster, and where. Pure: nothing has happened yet.
///
/// @param mode never [CaptureMode#AUTO]
/// @param sites where tcpdump runs
/// @param notes what the user should know of it, in sentences
/// @param usualCapabilities whether containers keep the capabilities that the runtime gives them
public record CapturePlan(
        CaptureRun run,
        CaptureSettings settings,
        CaptureMode mode,
        List<CaptureSite> sites,
        List<String> notes,
        boolean usualCapabilities) {

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
        return new CaptureObjects(run, settings, usualCapabilities);
    }

    /// The same with the capabilities that the container runtime gives.
    CapturePlan withUsualCapabilities() {
        return new CapturePlan(run, settings, mode, sites, notes, true);
    }

    /// The same with one more note.
    CapturePlan noting(String note) {
        List<String> more = new java.util.ArrayList<>(notes);
        more.add(note);
        return new CapturePlan(run, settings, mode, sites, more, usualCapabilities);
    }

    /// Everything that will be made, as YAML; a comment where nothing is.
    public String yaml(KubernetesSerialization serialization) {
        return sites.stream().map(site -> yaml(site, serialization)).collect(Collectors.joining());
    }

    private String yaml(CaptureSite site, KubernetesSerialization serialization) {
        return switch (site) {
            case CaptureSite.NodeJob job ->
                serialization.asYaml(objects().job(job)) + "# packets: " + job.filter() + "\n";
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
