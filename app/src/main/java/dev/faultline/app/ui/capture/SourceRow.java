package dev.faultline.app.ui.capture;

import dev.faultline.app.Messages;
import dev.faultline.app.live.FeedPlace;
import dev.faultline.app.live.FeedState;
import dev.faultline.app.live.FeedStatus;
import dev.faultline.app.ui.text.Figures;
import java.util.ArrayList;
import java.util.List;

/// A source of a capture in words.
///
/// @param place where it captures
/// @param mark how well it is
/// @param state in a few words
/// @param detail why, or what was missed; may be empty
/// @param figures packets, rate and drops
public record SourceRow(FeedPlace place, Mark mark, String state, String detail, String figures) {
    /// How well a source is.
    public enum Mark {
        WAITING,
        GOOD,
        TROUBLE,
        LOST,
        OVER
    }

    static SourceRow of(FeedStatus status) {
        String figures = Messages.text(
                "live.sourceFigures",
                Figures.shortCount(status.packets()),
                Figures.shortCount(status.packetsPerSecond()),
                Figures.shortCount(Math.max(0, status.dropped())));
        return switch (status.state()) {
            case FeedState.Starting starting -> row(status, Mark.WAITING, Messages.text("live.starting"), "", figures);
            case FeedState.PullingImage(String image) ->
                row(status, Mark.WAITING, Messages.text("live.pulling"), image, figures);
            case FeedState.Uploading(long sent, long all) ->
                row(
                        status,
                        Mark.WAITING,
                        Messages.text("live.uploading", sent * 100 / Math.max(1, all)),
                        Messages.text("live.uploadingWhat", Figures.bytes(all)),
                        figures);
            case FeedState.Capturing capturing ->
                row(status, Mark.GOOD, Messages.text("live.capturing"), remarks(status), figures);
            case FeedState.Reconnecting(String why, int attempt, var missed) ->
                row(
                        status,
                        Mark.TROUBLE,
                        missed.isZero()
                                ? Messages.text("live.reconnectingOnly", attempt)
                                : Messages.text("live.reconnecting", attempt, Figures.duration(missed)),
                        why,
                        figures);
            case FeedState.Lost(String why) -> row(status, Mark.LOST, Messages.text("live.lost"), why, figures);
            case FeedState.Ended ended -> row(status, Mark.OVER, Messages.text("live.ended"), remarks(status), figures);
        };
    }

    private static SourceRow row(FeedStatus status, Mark mark, String state, String detail, String figures) {
        return new SourceRow(status.place(), mark, state, detail, figures);
    }

    /// By which way it captures, what was missed, and a clock that is wrong.
    private static String remarks(FeedStatus status) {
        List<String> remarks = new ArrayList<>();
        if (!status.note().isEmpty()) {
            remarks.add(status.note());
        }
        if (!status.missed().isZero()) {
            remarks.add(Messages.text("live.missed", Figures.duration(status.missed())));
        }
        if (status.isClockWrong()) {
            remarks.add(Messages.text(
                    "live.clock",
                    Figures.duration(status.clockOffset().abs()),
                    status.clockOffset().isNegative() ? 1 : 0));
        }
        return String.join("; ", remarks);
    }

    /// The place, with the node of a pod.
    public String name() {
        return place.label();
    }
}
