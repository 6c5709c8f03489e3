package dev.faultline.app.ui.flows;

/// The ways a flow is shown.
public enum FlowTab {
    LADDER("mdomz-swap_calls"),
    LIST("mdoal-list_alt"),
    SEQUENCE("mdomz-show_chart"),
    WINDOW("mdoal-layers"),
    RTT("mdomz-timer");

    private final String icon;

    FlowTab(String icon) {
        this.icon = icon;
    }

    /// Ikonli's name of the icon.
    public String icon() {
        return icon;
    }
}
