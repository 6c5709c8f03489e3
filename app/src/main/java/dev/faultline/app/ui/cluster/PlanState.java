package dev.faultline.app.ui.cluster;

/// What is known of the capture that was chosen.
public sealed interface PlanState {
    /// Nothing is chosen, or nothing of it runs.
    record Nothing() implements PlanState {}

    /// The cluster is asked.
    record Asking() implements PlanState {}

    /// What it would make, and whether it may.
    record Known(PlanPreview preview) implements PlanState {}

    /// The cluster could not be asked.
    ///
    /// @param why in words for people
    record Failed(String why) implements PlanState {}
}
