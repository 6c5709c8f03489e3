package dev.faultline.app.session;

import java.util.List;

/// A field of a decoded packet and the bytes it stands in.
///
/// @param name for people, in Wireshark's words
/// @param value for people
/// @param offset first byte in [PacketDetail#bytes()]
/// @param length number of bytes, 0 for what is worked out from elsewhere
/// @param fields those inside it
public record PacketField(String name, String value, int offset, int length, List<PacketField> fields) {
    public PacketField {
        fields = List.copyOf(fields);
    }
}
