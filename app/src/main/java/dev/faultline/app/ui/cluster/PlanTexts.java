package dev.faultline.app.ui.cluster;

import dev.faultline.app.Messages;
import dev.faultline.app.k8s.AccessResult;
import dev.faultline.app.k8s.AccessRight;
import dev.faultline.app.k8s.capture.CaptureMode;
import dev.faultline.app.k8s.capture.CapturePlan;
import dev.faultline.app.k8s.capture.CaptureProgram;
import dev.faultline.app.k8s.capture.CaptureSettings;
import dev.faultline.app.k8s.capture.Refusal;
import dev.faultline.app.ui.text.Figures;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Puts a plan of a capture, and what the cluster says to it, into words.
public final class PlanTexts {
    private static final int NAMED = 4;

    private final CapturePlan plan;
    private final List<Refusal> refusals;
    private final String context;

    /// @param context name of the kubeconfig context
    public PlanTexts(CapturePlan plan, List<Refusal> refusals, String context) {
        this.plan = plan;
        this.refusals = List.copyOf(refusals);
        this.context = context;
    }

    /// All of it.
    ///
    /// @param needed what became of the rights that the plan needs
    /// @param spare what became of rights that it can do without
    /// @param yaml of the objects
    /// @param user as the API server knows the user
    public PlanPreview preview(AccessResult needed, AccessResult spare, String yaml, String user) {
        List<PlanPreview.Right> rights = new ArrayList<>();
        rights.addAll(rights(needed.missing(), false, true));
        rights.addAll(rights(needed.allowed(), true, true));
        rights.addAll(rights(spare.missing(), false, false));
        List<PlanPreview.Note> notes = new ArrayList<>();
        refusals.forEach(refusal -> notes.add(new PlanPreview.Note(refusal.message(), refusal.remedy(), true)));
        plan.notes().forEach(note -> notes.add(new PlanPreview.Note(note, "", false)));
        List<AccessRight> missing = new ArrayList<>(needed.missing());
        missing.addAll(spare.missing());
        String role = new AccessResult(List.of(), missing, Map.of()).rbac(user);
        return new PlanPreview(
                plan.mode(),
                created(),
                rights,
                notes,
                refusals.stream().map(Refusal::message).toList(),
                cleanUp(),
                "faultline cleanup --context " + context,
                yaml,
                role);
    }

    private List<PlanPreview.Item> created() {
        int count = plan.sites().size();
        CaptureSettings settings = plan.settings();
        List<PlanPreview.Item> items = new ArrayList<>();
        switch (plan.mode()) {
            case NODE, AUTO ->
                items.add(new PlanPreview.Item(
                        "mdoal-add_box",
                        Messages.text("plan.job", namespaces()),
                        Messages.text("plan.jobDetail", places()),
                        count));
            case POD ->
                items.add(new PlanPreview.Item(
                        "mdoal-add_box",
                        Messages.text("plan.container"),
                        Messages.text("plan.containerDetail", places()),
                        count));
            case TCPDUMP ->
                items.add(new PlanPreview.Item(
                        "mdal-check_circle", Messages.text("plan.nothing"), Messages.text("plan.nothingDetail"), 0));
        }
        items.add(new PlanPreview.Item(
                "mdomz-settings_ethernet", Messages.text("plan.exec"), Messages.text("plan.execDetail"), count));
        items.add(new PlanPreview.Item(
                "mdomz-timer",
                Messages.text("plan.limits"),
                Messages.text(
                        "plan.limitsDetail",
                        Figures.duration(settings.deadline()),
                        Figures.duration(settings.idle()),
                        settings.bufferKiB() / 1024),
                0));
        if (plan.mode() != CaptureMode.TCPDUMP) {
            String secret =
                    settings.pullSecret().isEmpty() ? "" : Messages.text("plan.pullSecret", settings.pullSecret());
            items.add(new PlanPreview.Item("mdoal-get_app", Messages.text("plan.image"), image() + secret, 0));
        }
        return items;
    }

    private String image() {
        CaptureSettings settings = plan.settings();
        return plan.program() == CaptureProgram.AGENT ? settings.agent().running() : settings.image();
    }

    private String namespaces() {
        return plan.sites().stream().map(site -> site.namespace()).distinct().collect(Collectors.joining(", "));
    }

    private String places() {
        List<String> names =
                plan.sites().stream().map(site -> site.place().label()).toList();
        String some = names.stream().limit(NAMED).collect(Collectors.joining(", "));
        return names.size() <= NAMED ? some : Messages.text("plan.andMore", some, names.size() - NAMED);
    }

    private String cleanUp() {
        String idle = Figures.duration(plan.settings().idle());
        return switch (plan.mode()) {
            case NODE, AUTO -> Messages.text("plan.cleanUp.node", idle);
            case POD -> Messages.text("plan.cleanUp.pod", idle);
            case TCPDUMP -> Messages.text("plan.cleanUp.tcpdump", idle);
        };
    }

    /// One line for each resource: its verbs together, and the namespaces where more than one is asked for.
    private static List<PlanPreview.Right> rights(List<AccessRight> rights, boolean allowed, boolean needed) {
        Map<String, Set<String>> verbs = new LinkedHashMap<>();
        Map<String, Set<String>> namespaces = new LinkedHashMap<>();
        for (AccessRight right : rights) {
            String resource = right.group().isEmpty() ? right.path() : right.path() + "." + right.group();
            verbs.computeIfAbsent(resource, key -> new LinkedHashSet<>()).add(right.verb());
            if (!right.namespace().isEmpty()) {
                namespaces.computeIfAbsent(resource, key -> new TreeSet<>()).add(right.namespace());
            }
        }
        List<PlanPreview.Right> lines = new ArrayList<>();
        verbs.forEach((resource, words) -> {
            Set<String> where = namespaces.getOrDefault(resource, Set.of());
            String what = String.join(", ", words) + " " + resource;
            String line = where.isEmpty() ? what : Messages.text("plan.rightIn", what, String.join(", ", where));
            lines.add(new PlanPreview.Right(line, allowed, needed));
        });
        return lines;
    }
}
