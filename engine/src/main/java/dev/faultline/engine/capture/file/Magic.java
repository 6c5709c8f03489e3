package dev.faultline.engine.capture.file;

/// Fixed bytes by which a format is known.
final class Magic {
    private Magic() {}

    /// Whether the bytes from `offset` on are those of `magic`, a character for a byte.
    static boolean isAt(String magic, byte[] bytes, int offset, int length) {
        if (length < offset + magic.length()) {
            return false;
        }
        for (int i = 0; i < magic.length(); i++) {
            if ((bytes[offset + i] & 0xff) != magic.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
