package dev.faultline.app.store;

/// What findings are told apart by when they are counted.
public enum Grouping {
    CLASS("f.class"),
    SEVERITY("CASE f.severity WHEN 0 THEN 'info' WHEN 1 THEN 'notice' WHEN 2 THEN 'warning' ELSE 'error' END"),
    KIND("f.kind");

    private final String expression;

    Grouping(String expression) {
        this.expression = expression;
    }

    /// The word that a finding counts under, in SQL.
    String expression() {
        return expression;
    }
}
