/// Capture on this machine: by the agent as a process of its own, or by `tcpdump` or `dumpcap`, as feeds like
/// any other; with the rights of another user where they are needed and can be had.
@NullMarked
package dev.faultline.app.live.local;

import org.jspecify.annotations.NullMarked;
