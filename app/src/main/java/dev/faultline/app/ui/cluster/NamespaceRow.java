package dev.faultline.app.ui.cluster;

/// A namespace in the list.
///
/// @param pods how many it has that are not over
/// @param chosen whether it is looked at
public record NamespaceRow(String name, long pods, boolean chosen) {}
