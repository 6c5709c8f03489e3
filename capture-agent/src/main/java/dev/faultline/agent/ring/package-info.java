/// Live capture on Linux without libpcap: a ring of packets shared with the kernel (AF_PACKET, TPACKET_V3),
/// reached through the foreign-function API, and filters compiled to classic BPF. Feeds the engine; nothing is
/// copied on the way.
@NullMarked
package dev.faultline.agent.ring;

import org.jspecify.annotations.NullMarked;
