package dev.faultline.app.ui.timeline;

import dev.faultline.app.Messages;
import dev.faultline.app.store.SessionEvent;
import dev.faultline.app.ui.text.Figures;
import dev.faultline.app.ui.timeline.TimelineMark.Place;
import dev.faultline.app.ui.timeline.TimelineMark.Tone;
import java.util.List;
import java.util.Locale;

/// Puts what happened during a capture into words and marks.
public final class MarkTexts {
    private MarkTexts() {}

    /// The marks of events.
    public static List<TimelineMark> of(List<SessionEvent> events) {
        return events.stream().map(MarkTexts::of).toList();
    }

    private static TimelineMark of(SessionEvent event) {
        Place place = switch (event.kind()) {
            case BLIND -> Place.ACROSS;
            case DROPPED -> Place.TRAFFIC;
            default -> Place.ABOVE;
        };
        String key = "timeline.event." + event.kind().name().toLowerCase(Locale.ROOT);
        String label = Messages.text(key, shortPlace(event.place()), event.detail());
        return new TimelineMark(
                new TimeRange(event.from(), event.to()), tone(event), place, label.strip(), words(event));
    }

    private static Tone tone(SessionEvent event) {
        return switch (event.kind()) {
            case STARTED, STOPPED, RECONNECTED, POD_STARTED, POD_GONE -> Tone.PLAIN;
            case BROKEN, BLIND, DROPPED, POD_TROUBLE -> Tone.WARNING;
            case LOST, POD_RESTARTED -> Tone.ERROR;
        };
    }

    /// A pod without its namespace.
    private static String shortPlace(String place) {
        return place.substring(place.lastIndexOf('/') + 1);
    }

    private static String words(SessionEvent event) {
        String place = event.place();
        String detail = event.detail();
        String count = event.count() < 0 ? "" : Figures.count(event.count());
        return switch (event.kind()) {
            case STARTED -> Messages.text("timeline.words.started", place);
            case STOPPED -> Messages.text("timeline.words.stopped", place);
            case BROKEN -> Messages.text("timeline.words.broken", place, detail);
            case RECONNECTED -> Messages.text("timeline.words.reconnected", place);
            case LOST -> Messages.text("timeline.words.lost", place, detail);
            case BLIND -> Messages.text("timeline.words.blind", place);
            case DROPPED -> Messages.text("timeline.words.dropped", place, count);
            case POD_STARTED -> Messages.text("timeline.words.podStarted", place);
            case POD_RESTARTED -> Messages.text("timeline.words.podRestarted", place, count, detail);
            case POD_TROUBLE -> Messages.text("timeline.words.podTrouble", place, detail);
            case POD_GONE -> Messages.text("timeline.words.podGone", place);
        };
    }
}
