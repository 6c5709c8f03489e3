/// Names of addresses at a time: pods, workloads, services and nodes as a cluster told them, and names from DNS
/// answers seen in a capture.
@NullMarked
package dev.faultline.app.names;

import org.jspecify.annotations.NullMarked;
