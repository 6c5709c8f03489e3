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

    /// What [#historyText()] and [#bookmarkText()] wrote.
    public static FilterMemory parse(String historyText, String bookmarkText) {
        List<Bookmark> bookmarks = bookmarkText
                .lines()
                .filter(line -> line.indexOf('\t') > 0)
                .map(line ->
                        new Bookmark(line.substring(0, line.indexOf('\t')), line.substring(line.indexOf('\t') + 1)))
                .toList();
        return new FilterMemory(
                historyText.lines().filter(line -> !line.isBlank()).toList(), bookmarks);
    }

    /// The history in one text, a filter on each line.
    public String historyText() {
        return String.join("\n", history);
    }

    /// The bookmarks in one text: on each line a name, a tab, a filter.
    public String bookmarkText() {
        return String.join(
                "\n",
                bookmarks.stream()
                        .map(bookmark -> bookmark.name().replaceAll("\\s+", " ") + "\t" + bookmark.filter())
                        .toList());
    }

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
