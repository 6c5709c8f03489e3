package dev.faultline.app.ui.control;

/// A run of bytes.
///
/// @param offset of the first one
/// @param length number of bytes, 0 for none
public record ByteRange(int offset, int length) {
    public static final ByteRange NONE = new ByteRange(0, 0);

    public boolean contains(int index) {
        return index >= offset && index < offset + length;
    }
}
