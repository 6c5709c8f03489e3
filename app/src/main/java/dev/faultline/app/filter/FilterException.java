package dev.faultline.app.filter;

/// A filter that cannot be understood: why, and where in its text.
public final class FilterException extends Exception {
    private static final long serialVersionUID = 1;
    private final int position;
    private final int length;

    /// @param message what is wrong, one sentence for people
    /// @param position index of the first wrong character
    /// @param length number of wrong characters, from 1; the last may lie behind the end of the text
    public FilterException(String message, int position, int length) {
        super(message);
        this.position = position;
        this.length = length;
    }

    /// Index of the first wrong character.
    public int position() {
        return position;
    }

    /// Number of wrong characters, from 1; the last may lie behind the end of the text.
    public int length() {
        return length;
    }
}
