/// ICMP and ICMPv6: messages, the packet quoted inside an error, and the flow that it speaks of.
@NullMarked
package dev.faultline.engine.icmp;

import org.jspecify.annotations.NullMarked;
