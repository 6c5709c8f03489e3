/// Exec of our own, over the WebSocket of the Kubernetes client: commands in containers as pipes that
/// half-close, push back, bound their memory, and tell an end from a cut. The client's own exec does none of
/// these.
@NullMarked
package dev.faultline.app.k8s.exec;

import org.jspecify.annotations.NullMarked;
