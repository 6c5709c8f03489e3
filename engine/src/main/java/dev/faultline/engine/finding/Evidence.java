package dev.faultline.engine.finding;

/// A packet that proves a finding.
///
/// @param frame its number in the capture, from 1
/// @param position where its record begins in the (uncompressed) source, or -1
public record Evidence(long frame, long position) {}
