package dev.faultline.app.store;

import org.jspecify.annotations.Nullable;

/// What findings are told apart by when they are counted. Namespace, workload and node are those of the end
/// that did it; where neither end did, of the server.
public enum Grouping {
    CLASS("f.class", null),
    SEVERITY("CASE f.severity WHEN 0 THEN 'info' WHEN 1 THEN 'notice' WHEN 2 THEN 'warning' ELSE 'error' END", null),
    KIND("f.kind", null),
    NAMESPACE("f.party", "namespace"),
    WORKLOAD("f.party", "workload"),
    NODE("f.party", "node");

    private final String expression;
    private final @Nullable String partyColumn;

    Grouping(String expression, @Nullable String partyColumn) {
        this.expression = expression;
        this.partyColumn = partyColumn;
    }

    /// The word that a finding counts under, in SQL; or the number of its party.
    String expression() {
        return expression;
    }

    /// The column of the party with the word; null when there is no party to ask.
    @Nullable
    String partyColumn() {
        return partyColumn;
    }
}
