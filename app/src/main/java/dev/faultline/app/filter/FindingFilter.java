package dev.faultline.app.filter;

import dev.faultline.app.names.EndpointNames;
import dev.faultline.app.names.NamedCondition;
import java.util.Optional;

/// Chooses findings. Immutable; may be asked from any thread.
public interface FindingFilter extends NamedCondition {

    /// Understands a filter as a user types it: nothing matches everything; words that are no field of the
    /// language, or a text in quotes, are looked for in what the table shows; the rest is CEL over the fields
    /// of [FilterFields]. The first expression takes a second, as it loads the language.
    ///
    /// @throws FilterException when it is none of these; says where
    static FindingFilter compile(String text) throws FilterException {
        if (text.isBlank()) {
            return new MatchAll(text);
        }
        TextSearch search = TextSearch.of(text);
        return search != null ? search : CelFilter.compile(text);
    }

    /// The filter as typed.
    String text();

    @Override
    FindingFilter with(EndpointNames names);

    /// The filter as a tree that a database can answer, with the same result as [#test]; empty where it is not
    /// that plain.
    default Optional<Term> term() {
        return Optional.empty();
    }

    /// Whether it looks for words instead of evaluating an expression.
    boolean isTextSearch();
}
