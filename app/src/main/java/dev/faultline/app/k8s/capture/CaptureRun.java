package dev.faultline.app.k8s.capture;

import dev.faultline.app.k8s.targets.TargetSelection;
import java.security.SecureRandom;
import java.util.Map;
import java.util.TreeMap;

/// One capture in one cluster: what all that is made for it is labelled with.
///
/// @param id six letters and digits
/// @param context name of the kubeconfig context
/// @param owner user and machine, as a label takes them
public record CaptureRun(String id, String context, String owner) {
    /// Says that an object is Faultline's.
    public static final String MANAGED_BY = TargetSelection.CAPTURER_LABEL;
    /// The value of [#MANAGED_BY].
    public static final String FAULTLINE = TargetSelection.CAPTURER;
    /// Names the run.
    public static final String RUN = "faultline.dev/run";
    /// Names who runs it.
    public static final String OWNER = "faultline.dev/owner";
    /// What the names of all objects begin with.
    static final String NAME_PREFIX = "faultline-";

    private static final String LETTERS = "bcdfghjklmnpqrstvwxz23456789";
    private static final int ID_LENGTH = 6;

    /// A new run.
    public static CaptureRun start(String context, CaptureOwner owner) {
        StringBuilder id = new StringBuilder();
        new SecureRandom().ints(ID_LENGTH, 0, LETTERS.length()).forEach(letter -> id.append(LETTERS.charAt(letter)));
        return new CaptureRun(id.toString(), context, owner.label());
    }

    /// Labels of everything that is made.
    public Map<String, String> labels() {
        return new TreeMap<>(
                Map.of("app.kubernetes.io/name", "faultline-capture", MANAGED_BY, FAULTLINE, RUN, id, OWNER, owner));
    }

    /// The name of the object with that number.
    String name(int number) {
        return NAME_PREFIX + id + "-" + number;
    }
}
