package dev.faultline.app.ui.findings;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Order, width and visibility of the columns, as they are remembered.
///
/// @param places all columns, from left to right
public record ColumnLayout(List<Place> places) {
    private static final String SEPARATOR = ",";

    /// Where a column stands.
    ///
    /// @param width in logical pixels
    /// @param visible whether it is shown
    public record Place(Column column, double width, boolean visible) {}

    public ColumnLayout {
        places = List.copyOf(places);
    }

    /// The layout of a window with room for all, or of one without.
    public static ColumnLayout standard(boolean narrow) {
        return new ColumnLayout(List.of(Column.values()).stream()
                .map(column -> new Place(column, column.width(narrow), column.isShownAtFirst()))
                .toList());
    }

    /// What [#toText()] wrote; what is missing or makes no sense is as in the standard.
    public static ColumnLayout parse(String text, boolean narrow) {
        List<Place> places = new ArrayList<>();
        Set<Column> missing = EnumSet.allOf(Column.class);
        for (String part : text.split(SEPARATOR, -1)) {
            Place place = place(part.split(":", -1), missing);
            if (place != null) {
                places.add(place);
                missing.remove(place.column);
            }
        }
        missing.forEach(column -> places.add(new Place(column, column.width(narrow), column.isShownAtFirst())));
        return new ColumnLayout(places);
    }

    /// One text, such as `severity:74:true,…`.
    public String toText() {
        return String.join(
                SEPARATOR,
                places.stream()
                        .map(place ->
                                String.format(Locale.ROOT, "%s:%.0f:%b", place.column.id(), place.width, place.visible))
                        .toList());
    }

    private static @org.jspecify.annotations.Nullable Place place(String[] parts, Set<Column> missing) {
        for (Column column : missing) {
            if (parts.length == 3 && column.id().equals(parts[0]) && parts[1].matches("\\d{1,4}")) {
                return new Place(column, Double.parseDouble(parts[1]), Boolean.parseBoolean(parts[2]));
            }
        }
        return null;
    }
}
