package dev.faultline.app.k8s;

import org.jspecify.annotations.Nullable;

/// A cluster of a kubeconfig.
///
/// @param server URL of its API server
/// @param tlsServerName name to ask for and to expect in TLS, where it is not that of the URL; empty for none
/// @param insecure whether any certificate will do
/// @param authority certificates of who may sign the server's; without them those of the system
/// @param proxy URL of the proxy to it; empty for that of the environment
/// @param execConfig what credential plugins are told about it; null for nothing
record ClusterEntry(
        String name,
        Place place,
        String server,
        String tlsServerName,
        boolean insecure,
        Material authority,
        String proxy,
        @Nullable Object execConfig) {}
