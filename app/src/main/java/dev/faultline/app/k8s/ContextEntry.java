package dev.faultline.app.k8s;

/// A context of a kubeconfig.
///
/// @param namespace empty where it names none
record ContextEntry(String name, Place place, String cluster, String user, String namespace) {}
