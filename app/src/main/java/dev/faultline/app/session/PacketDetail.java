package dev.faultline.app.session;

import java.util.List;

/// A packet in full: its bytes and what they mean. Made on demand, never stored.
///
/// @param line in short
/// @param length bytes it had on the wire
/// @param bytes captured ones; not to be changed
/// @param layers the link layer, IP and so on, each with its fields
@SuppressWarnings("ArrayRecordComponent")
public record PacketDetail(PacketLine line, int length, byte[] bytes, List<PacketField> layers) {
    public PacketDetail {
        layers = List.copyOf(layers);
    }
}
