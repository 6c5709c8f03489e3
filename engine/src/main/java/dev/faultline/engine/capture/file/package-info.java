/// Capture files: pcap and pcapng, compressed or not, from a file or a stream; reading and writing.
@NullMarked
package dev.faultline.engine.capture.file;

import org.jspecify.annotations.NullMarked;
