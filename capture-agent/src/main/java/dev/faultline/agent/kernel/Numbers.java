package dev.faultline.agent.kernel;

/// Numbers as `/proc` writes them, without exceptions for what is none.
final class Numbers {
    /// No number that counts something.
    static final long NONE = -1;

    private static final int MOST_DECIMALS = 18;
    private static final int MOST_HEX = 15;

    private Numbers() {}

    /// A decimal number, or [#NONE] for anything else, one below zero or beyond 18 digits.
    static long decimal(String word) {
        return parse(word, 10, MOST_DECIMALS);
    }

    /// A hexadecimal number, or [#NONE] for anything else or more than 15 digits.
    static long hex(String word) {
        return parse(word, 16, MOST_HEX);
    }

    private static long parse(String word, int radix, int most) {
        if (word.isEmpty() || word.length() > most) {
            return NONE;
        }
        long number = 0;
        for (int i = 0; i < word.length(); i++) {
            int digit = Character.digit(word.charAt(i), radix);
            if (digit < 0) {
                return NONE;
            }
            number = number * radix + digit;
        }
        return number;
    }
}
