/// Live sessions: packets that come from feeds (a node, a pod, an interface of this machine) are analysed as
/// they come, findings go to the store, and the packets that prove them are kept. What captures in a cluster
/// implements [PacketFeed]; windows show [FeedStatus].
@NullMarked
package dev.faultline.app.live;

import org.jspecify.annotations.NullMarked;
