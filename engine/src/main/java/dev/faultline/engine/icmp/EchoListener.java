package dev.faultline.engine.icmp;

/// Hears of echo requests that got no reply.
public interface EchoListener {
    /// The time for a reply is over.
    void onUnanswered(EchoRequest request);

    /// The capture ended before the time for a reply was over.
    void onOpen(EchoRequest request);
}
