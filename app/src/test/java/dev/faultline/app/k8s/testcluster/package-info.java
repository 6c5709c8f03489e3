/// A cluster for tests, that behaves as real ones were measured to: objects, watches and exec over real HTTP
/// and WebSockets, commands that are real processes, a kubelet that makes pods run, and a wire that breaks.
@NullMarked
package dev.faultline.app.k8s.testcluster;

import org.jspecify.annotations.NullMarked;
