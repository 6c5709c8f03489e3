package dev.faultline.app.ui.flows;

/// How the ladder writes times.
public enum FlowTime {
    /// Since the first packet of the flow.
    SINCE_FIRST,
    /// Since the packet above.
    SINCE_PREVIOUS,
    /// The time of day where the user is.
    CLOCK
}
