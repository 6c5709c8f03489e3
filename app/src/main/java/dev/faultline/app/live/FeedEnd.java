package dev.faultline.app.live;

/// How a connection to a feed ended.
///
/// @param orderly whether the far end said that it was done; anything else is a cut, and the feed is opened
/// again
/// @param why in words for people: what the far end said last, or what broke; empty for an end as asked for
/// @param captured packets that the far end says it has captured, or -1 when it did not say
/// @param droppedByKernel packets that the far system dropped (`packets dropped by kernel`), or -1
/// @param droppedByInterface packets that the interface dropped, or -1
public record FeedEnd(boolean orderly, String why, long captured, long droppedByKernel, long droppedByInterface) {

    /// An end as asked for, of a feed that counts nothing.
    public static final FeedEnd ORDERLY = new FeedEnd(true, "", -1, -1, -1);

    /// A cut.
    public static FeedEnd broken(String why) {
        return new FeedEnd(false, why, -1, -1, -1);
    }
}
