/// Capturing in a cluster: what is made for it (a job on a node, a container in a pod, or nothing), whether the
/// user may, tcpdump behind an exec as a [dev.faultline.app.live.PacketFeed], and the removal of all of it.
///
/// Everything is written to a journal on disk before it is made, and has a deadline of its own.
@NullMarked
package dev.faultline.app.k8s.capture;

import org.jspecify.annotations.NullMarked;
