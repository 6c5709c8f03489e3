package dev.faultline.engine.correlate;

/// A vantage point among those of all sources.
///
/// @param source number of the source: an analysis, a feed
/// @param vantage its name there
record Spot(int source, String vantage) {}
