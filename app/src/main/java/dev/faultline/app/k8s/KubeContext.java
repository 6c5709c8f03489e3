package dev.faultline.app.k8s;

import java.nio.file.Path;

/// A context of a kubeconfig. The same name may stand in several files; file and name together are unique.
///
/// @param name as `kubectl --context` takes it
/// @param file that defines the context; its cluster and user may come from others
/// @param cluster name of its cluster entry
/// @param user name of its user entry; empty for none
/// @param namespace `default` where the file names none
/// @param server URL of the API server; empty when the cluster entry is missing
public record KubeContext(String name, Path file, String cluster, String user, String namespace, String server) {}
