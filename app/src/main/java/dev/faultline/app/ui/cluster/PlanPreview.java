package dev.faultline.app.ui.cluster;

import dev.faultline.app.k8s.capture.CaptureMode;
import java.util.List;

/// What a capture would make and need, in words, before anything is made.
///
/// @param mode what [CaptureMode#AUTO] comes to
/// @param created what will be made in the cluster
/// @param rights that it needs
/// @param notes what else to know: Pod Security, admission, tolerations
/// @param obstacles why it cannot start; empty when it can
/// @param cleanUp what happens to all that when the capture stops, and if this machine dies
/// @param cleanUpCommand for a terminal
/// @param yaml the objects as they will be sent
/// @param role RBAC objects that grant the missing rights; empty when none is missing
public record PlanPreview(
        CaptureMode mode,
        List<Item> created,
        List<Right> rights,
        List<Note> notes,
        List<String> obstacles,
        String cleanUp,
        String cleanUpCommand,
        String yaml,
        String role) {

    public PlanPreview {
        created = List.copyOf(created);
        rights = List.copyOf(rights);
        notes = List.copyOf(notes);
        obstacles = List.copyOf(obstacles);
    }

    /// Whether the capture can start.
    public boolean canStart() {
        return obstacles.isEmpty();
    }

    /// Something that will be made.
    ///
    /// @param icon Ikonli's name
    /// @param name what it is
    /// @param detail more of it
    /// @param count how many; 0 for what is not counted
    public record Item(String icon, String name, String detail, int count) {}

    /// A right, as an RBAC rule names it.
    ///
    /// @param name verbs and resource
    /// @param allowed whether the user has it
    /// @param needed whether the capture cannot do without
    public record Right(String name, boolean allowed, boolean needed) {}

    /// Something to know.
    ///
    /// @param strong its first sentence
    /// @param text the rest; may be empty
    /// @param grave whether it stands against the capture
    public record Note(String strong, String text, boolean grave) {}
}
