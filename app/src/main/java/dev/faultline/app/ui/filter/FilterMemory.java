package dev.faultline.app.ui.filter;

import java.util.List;

/// What the filter bar remembers from one start of the program to the next.
///
/// @param history filters used last, the latest first
/// @param bookmarks filters with a name, in the order in which they were made
public record FilterMemory(List<String> history, List<Bookmark> bookmarks) {
    public static final FilterMemory EMPTY = new FilterMemory(List.of(), List.of());

    private static final int MAX_HISTORY = 30;

    public FilterMemory {
        history = List.copyOf(history);
        bookmarks = List.copyOf(bookmarks);
    }

    /// A filter with a name.
    public record Bookmark(String name, String filter) {}

    /// With `filter` as the one used last.
    FilterMemory used(String filter) {
        List<String> others =
                history.stream().filter(other -> !other.equals(filter)).toList();
        List<String> all = java.util.stream.Stream.concat(java.util.stream.Stream.of(filter), others.stream())
                .limit(MAX_HISTORY)
                .toList();
        return new FilterMemory(all, bookmarks);
    }

    /// With a bookmark; one of the same name is replaced in its place.
    FilterMemory marked(Bookmark bookmark) {
        List<Bookmark> marks = new java.util.ArrayList<>(bookmarks);
        marks.replaceAll(other -> other.name().equals(bookmark.name()) ? bookmark : other);
        if (!marks.contains(bookmark)) {
            marks.add(bookmark);
        }
        return new FilterMemory(history, marks);
    }

    /// Without the bookmark of that name.
    FilterMemory unmarked(String name) {
        return new FilterMemory(
                history,
                bookmarks.stream().filter(other -> !other.name().equals(name)).toList());
    }
}
