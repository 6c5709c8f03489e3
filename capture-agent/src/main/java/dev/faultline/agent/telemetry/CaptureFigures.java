package dev.faultline.agent.telemetry;

import java.util.Map;

/// What capturing at one place has come to.
///
/// @param place its name; empty where there is but one
/// @param packets packets taken since the beginning
/// @param bytes captured bytes of them
/// @param dropped packets lost since the beginning, by who lost them, such as `kernel`
/// @param flows flows that are tracked now; -1 where that is not known
/// @param oneFlowIn one flow in so many is analysed now; 0 where that is not known
public record CaptureFigures(
        String place, long packets, long bytes, Map<String, Long> dropped, long flows, int oneFlowIn) {}
