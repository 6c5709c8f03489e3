package dev.faultline.engine.l7.http2;

/// Hears the headers of a block that are wanted.
@FunctionalInterface
interface HeaderListener {
    /// Hears of one header, in the order in which they come.
    ///
    /// @param value at most 200 characters; that of `:path` without its query
    void onHeader(String name, String value);
}
