package dev.faultline.app.ui.cluster;

import dev.faultline.app.k8s.targets.TargetRef;
import org.jspecify.annotations.Nullable;

/// A line of the picker, in the words that it shows.
///
/// @param ref what it stands for
/// @param kind what it is in the list
/// @param check whether it is chosen
/// @param locked whether the choice cannot be changed here: it is over, or chosen as part of something else
/// @param folded for a [Kind#GROUP]: whether its pods are hidden
/// @param followed for a [Kind#GROUP]: whether its pods to come are chosen too
/// @param name and the following: what the columns say
/// @param trouble whether the restarts are worth a look
/// @param bothEnds for a [Kind#SERVICE]: whether clients are captured too; null for all others
public record TargetRow(
        TargetRef ref,
        Kind kind,
        Check check,
        boolean locked,
        boolean folded,
        boolean followed,
        String name,
        String detail,
        String status,
        Mark mark,
        String ready,
        String restarts,
        boolean trouble,
        String age,
        String node,
        String ip,
        @Nullable Check bothEnds) {

    /// What a line is.
    public enum Kind {
        /// A workload, above its pods.
        GROUP,
        POD,
        SERVICE,
        NODE
    }

    /// How well it is.
    public enum Mark {
        NONE,
        GOOD,
        WAITING,
        BAD,
        OVER
    }
}
