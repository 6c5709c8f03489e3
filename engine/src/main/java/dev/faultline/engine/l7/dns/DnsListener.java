package dev.faultline.engine.l7.dns;

/// Hears of queries and how they end.
public interface DnsListener {
    /// A response came.
    void onReply(DnsQuery query, DnsReply reply);

    /// No response came.
    ///
    /// @param waited nanoseconds
    /// @param open whether the capture ended before the time was over
    void onUnanswered(DnsQuery query, long waited, boolean open);

    /// The response was cut short, and the query did not come again over TCP.
    ///
    /// @param open whether the capture ended before the time was over
    void onCutShort(DnsQuery query, boolean open);

    /// A name, with all that the search path made of it, does not exist.
    ///
    /// @param open whether the capture ended before that was certain
    void onNotFound(SearchChain chain, boolean open);

    /// A name was found after others that the search path made of it.
    void onFound(SearchChain chain, DnsQuery found);
}
