package dev.faultline.app.filter;

import java.util.List;

/// An expression of the filter language as a tree, as far as it is of the plain sort that a database can
/// answer: fields compared with values, joined by and, or, not.
public sealed interface Term {
    /// All of them hold; of none, it holds.
    record All(List<Term> terms) implements Term {}

    /// One of them holds.
    record Any(List<Term> terms) implements Term {}

    /// It does not hold.
    record Not(Term term) implements Term {}

    /// A field that is true or false is true.
    record Is(String field) implements Term {}

    /// A field compared with a value.
    ///
    /// @param value a `Long`, also for times in nanoseconds since the epoch, or a `String`
    record Compare(String field, Operator operator, Object value) implements Term {}

    /// A field of words has a text in it.
    record Has(String field, Place place, String text) implements Term {}

    /// How values are compared.
    enum Operator {
        EQUAL,
        UNEQUAL,
        LESS,
        AT_MOST,
        MORE,
        AT_LEAST
    }

    /// Where a text stands in another.
    enum Place {
        ANYWHERE,
        BEGINNING,
        END
    }
}
