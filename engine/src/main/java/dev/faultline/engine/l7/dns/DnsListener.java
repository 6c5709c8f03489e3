package dev.faultline.engine.l7.dns;

import dev.faultline.engine.common.IpAddress;

/// Hears of queries and how they end.
public interface DnsListener {
    /// A response came.
    void onReply(DnsQuery query, DnsReply reply);

    /// No response came.
    ///
    /// @param elsewhere whether another server answered the question meanwhile
    /// @param waited nanoseconds
    /// @param open whether the capture ended before the time was over
    void onUnanswered(DnsQuery query, long waited, boolean elsewhere, boolean open);

    /// A response came after it had been told that none did.
    void onLateReply(DnsQuery query, DnsReply reply);

    /// Another server answered the same question of the same client, after it had been told that this one did
    /// not.
    void onAnsweredElsewhere(DnsQuery query, DnsQuery answered);

    /// A query had to be sent again, while its sibling, sent at the same moment from the same port, was
    /// answered: two packets that make one conntrack entry at once, of which one is lost.
    ///
    /// @param frame of the repetition
    void onRace(DnsQuery query, DnsQuery sibling, long time, long frame, long position);

    /// A response has the question of a query, but not its id.
    void onWrongId(DnsQuery query, DnsReply reply);

    /// The answer to a query came from an address that was not asked, and the query was sent again: its client
    /// did not take it.
    void onWrongSource(DnsQuery query, DnsReply reply, IpAddress source);

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
