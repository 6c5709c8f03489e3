package dev.faultline.engine.capture.file;

import dev.faultline.engine.capture.CaptureInterface;
import java.lang.foreign.MemorySegment;

/// One packet of a capture, read again by its position.
///
/// @param bytes as captured, from the link layer on
/// @param length bytes it had on the wire
/// @param timestamp nanoseconds since 1970-01-01T00:00Z
/// @param linkType `LINKTYPE_` value
/// @param captureInterface where it was captured
public record CapturedPacket(
        MemorySegment bytes, int length, long timestamp, int linkType, CaptureInterface captureInterface) {}
