/// What a cluster has that packets can be captured of: namespaces, workloads, pods, services and nodes, live;
/// searches over them, and selections that follow as pods come and go.
@NullMarked
package dev.faultline.app.k8s.targets;

import org.jspecify.annotations.NullMarked;
