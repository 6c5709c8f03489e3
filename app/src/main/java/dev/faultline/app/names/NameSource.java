package dev.faultline.app.names;

import java.util.Locale;

/// Where a name comes from, the surest first.
public enum NameSource {
    /// A pod has the address.
    POD,
    /// A service has the address.
    SERVICE,
    /// A service sends traffic to the address.
    ENDPOINT,
    /// A node has the address.
    NODE,
    /// A DNS answer named it.
    DNS;

    /// As it is stored.
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
