package dev.faultline.app.ui.flows;

import dev.faultline.app.flow.Conversation;
import dev.faultline.app.ui.text.Figures;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

/// Writes the times of a flow's packets.
final class TimeWords {
    private static final long NANOS = 1_000_000_000;
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss.SSS");
    private static final DateTimeFormatter FINE = DateTimeFormatter.ofPattern("HH:mm:ss.SSSSSS");

    private TimeWords() {}

    static String of(Conversation flow, int packet, FlowTime times, ZoneId zone) {
        long time = flow.time(packet);
        return switch (times) {
            case CLOCK -> FINE.withZone(zone).format(instant(time));
            case SINCE_FIRST ->
                packet == 0 ? CLOCK.withZone(zone).format(instant(time)) : Figures.after(time - flow.time(0));
            case SINCE_PREVIOUS ->
                packet == 0 ? CLOCK.withZone(zone).format(instant(time)) : Figures.after(time - flow.time(packet - 1));
        };
    }

    private static Instant instant(long time) {
        return Instant.ofEpochSecond(Math.floorDiv(time, NANOS), Math.floorMod(time, NANOS));
    }
}
