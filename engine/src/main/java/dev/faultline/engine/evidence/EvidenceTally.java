package dev.faultline.engine.evidence;

import org.jspecify.annotations.Nullable;

/// What was kept of a live capture, and what was not.
///
/// @param packets packets put aside
/// @param bytes size of the file that has them
/// @param evicted packets that left the memory of recent ones
/// @param incomplete findings of which packets had left it before they were made
/// @param refused findings without packets, as the file was full or could not be written
/// @param failure why the file could not be written; null when all is well
public record EvidenceTally(
        long packets,
        long bytes,
        long evicted,
        long incomplete,
        long refused,
        @Nullable String failure) {}
