/// TCP: the analysis flags of Wireshark, and the state of both ends of each connection. Fed by packets with
/// TCP; read by detectors.
@NullMarked
package dev.faultline.engine.tcp;

import org.jspecify.annotations.NullMarked;
