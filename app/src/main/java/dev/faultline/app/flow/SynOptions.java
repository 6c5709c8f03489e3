package dev.faultline.app.flow;

/// What a SYN offers.
///
/// @param mss maximum segment size, or -1
/// @param windowScale shift of later windows, or -1
/// @param sack whether selective acknowledgment
public record SynOptions(int mss, int windowScale, boolean sack) {}
