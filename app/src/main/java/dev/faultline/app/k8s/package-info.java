/// Clusters: the contexts of kubeconfig files, connections made from them, whether they are reachable, and what
/// rights the user has there. Reads the user's files and never writes them.
@NullMarked
package dev.faultline.app.k8s;

import org.jspecify.annotations.NullMarked;
