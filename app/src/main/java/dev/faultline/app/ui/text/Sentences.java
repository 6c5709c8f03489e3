package dev.faultline.app.ui.text;

/// Takes texts apart.
public final class Sentences {
    private Sentences() {}

    /// The first sentence.
    public static String first(String text) {
        return text.substring(0, endOfFirst(text));
    }

    /// What comes after the first sentence; may be empty.
    public static String rest(String text) {
        return text.substring(endOfFirst(text)).strip();
    }

    /// Index behind the first sentence: a full stop with a space and no small letter behind it.
    private static int endOfFirst(String text) {
        for (int i = 0; i + 2 < text.length(); i++) {
            boolean stop = ".?!".indexOf(text.charAt(i)) >= 0 && text.charAt(i + 1) == ' ';
            if (stop && !Character.isLowerCase(text.charAt(i + 2))) {
                return i + 1;
            }
        }
        return text.length();
    }
}
