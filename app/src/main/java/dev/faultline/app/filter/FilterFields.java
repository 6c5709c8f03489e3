package dev.faultline.app.filter;

import java.util.List;

/// What the filter language knows, for completion.
public final class FilterFields {
    private FilterFields() {}

    /// A field of the language.
    ///
    /// @param name such as `src.ip`
    /// @param type what it holds
    /// @param description one sentence for people
    /// @param values known values to offer, as they are written in a filter; empty where there are too many
    public record Field(String name, Type type, String description, List<String> values) {}

    /// The types of fields.
    public enum Type {
        BOOL,
        INT,
        STRING,
        TIMESTAMP,
        LIST
    }

    /// All fields, in the order in which they are offered.
    public static List<Field> all() {
        return List.of();
    }

    /// The operators that make sense behind a field of that type, as they are written.
    public static List<String> operators(Type type) {
        return List.of();
    }
}
