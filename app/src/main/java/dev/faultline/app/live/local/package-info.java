/// Capture on this machine: `tcpdump` or `dumpcap` on a local interface, as a feed like any other; with the
/// rights of another user where they are needed and can be had.
@NullMarked
package dev.faultline.app.live.local;

import org.jspecify.annotations.NullMarked;
