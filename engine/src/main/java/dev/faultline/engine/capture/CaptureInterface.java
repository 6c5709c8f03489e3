package dev.faultline.engine.capture;

/// An interface that packets were captured on.
///
/// @param id its index in the whole capture, over all sections
/// @param name the system's name, such as `eth0`; empty when the file does not say
/// @param description free text of the capturing program; empty when there is none
/// @param linkType the `LINKTYPE_` value of its packets (tcpdump.org/linktypes.html)
/// @param snapLength bytes kept of a packet; 0 for no limit
public record CaptureInterface(int id, String name, String description, int linkType, int snapLength) {}
