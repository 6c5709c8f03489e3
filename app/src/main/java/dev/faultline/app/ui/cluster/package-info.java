/// Clusters in the window: the contexts of kubeconfig files with their reachability, and the picker of what to
/// capture with a preview of what that needs. [Clusters] and [ClusterLink] are what it asks of a cluster.
@NullMarked
package dev.faultline.app.ui.cluster;

import org.jspecify.annotations.NullMarked;
