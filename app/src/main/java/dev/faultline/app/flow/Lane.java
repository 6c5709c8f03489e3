package dev.faultline.app.flow;

/// One place where packets of a flow are seen.
///
/// @param name what the capture calls it
/// @param leg number of the leg that is seen there
/// @param heardFrom when the capture there showed its first packet of any kind, nanoseconds since the epoch
/// @param heardTo when it showed the last
public record Lane(String name, int leg, long heardFrom, long heardTo) {}
