package dev.faultline.app.session;

/// The captured bytes of a packet, read in network order. Every offset may be out of bounds: see [#has].
///
/// @param array the bytes
@SuppressWarnings("ArrayRecordComponent")
record PacketBytes(byte[] array) {

    /// Whether these bytes were captured.
    boolean has(int offset, int length) {
        return offset >= 0 && length >= 0 && offset <= array.length - length;
    }

    int u8(int offset) {
        return array[offset] & 0xff;
    }

    int u16(int offset) {
        return u8(offset) << 8 | u8(offset + 1);
    }

    int i32(int offset) {
        return u16(offset) << 16 | u16(offset + 2);
    }

    /// `02:42:0a:4d:02:0a`
    String hex(int offset, int length, String between) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append(i == 0 ? "" : between).append("%02x".formatted(u8(offset + i)));
        }
        return text.toString();
    }
}
