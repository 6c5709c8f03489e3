/// Sources of packets: batches in off-heap memory, with statistics of what was dropped where. Read by the
/// packet decoders.
@NullMarked
package dev.faultline.engine.capture;

import org.jspecify.annotations.NullMarked;
