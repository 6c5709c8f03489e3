package dev.faultline.app.ui.findings;

/// An endpoint as the table writes it: the part that matters, then the rest in a quieter colour.
///
/// @param name such as an address or a workload
/// @param rest such as `:8443`, or empty
public record EndpointText(String name, String rest) {
    public static final EndpointText NONE = new EndpointText("", "");

    /// Both parts, for tooltips and copies.
    public String full() {
        return name + rest;
    }
}
