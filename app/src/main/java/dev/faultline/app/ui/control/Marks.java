package dev.faultline.app.ui.control;

import java.util.function.Function;

/// Finds a mark by its word.
final class Marks {
    private Marks() {}

    static <T> T byId(T[] marks, Function<T, String> id, String wanted) {
        for (T mark : marks) {
            if (id.apply(mark).equals(wanted)) {
                return mark;
            }
        }
        throw new IllegalArgumentException("unknown word: " + wanted);
    }
}
