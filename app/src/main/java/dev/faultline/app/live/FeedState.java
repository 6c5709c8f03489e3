package dev.faultline.app.live;

import java.time.Duration;

/// What a feed is doing.
public sealed interface FeedState {
    /// What it needs is being made.
    record Starting() implements FeedState {}

    /// The node loads the image.
    ///
    /// @param image its name
    record PullingImage(String image) implements FeedState {}

    /// The agent is being sent there, as the image does not have it.
    ///
    /// @param sent bytes that are there
    /// @param all bytes of it
    record Uploading(long sent, long all) implements FeedState {}

    /// Packets come, or would if there were any.
    record Capturing() implements FeedState {}

    /// The connection broke, and it is opened again.
    ///
    /// @param why it broke, in words for people
    /// @param attempt which try this is, from 1
    /// @param missed how long nothing has been captured
    record Reconnecting(String why, int attempt, Duration missed) implements FeedState {}

    /// Nothing comes any more, and it is not tried again.
    ///
    /// @param why in words for people
    record Lost(String why) implements FeedState {}

    /// It was stopped, or its source came to its end.
    record Ended() implements FeedState {}
}
