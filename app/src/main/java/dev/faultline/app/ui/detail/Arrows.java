package dev.faultline.app.ui.detail;

import dev.faultline.app.session.PacketDetail;
import dev.faultline.app.session.PacketLine;
import dev.faultline.app.session.PacketLine.Direction;
import dev.faultline.app.ui.text.Figures;
import java.util.List;
import java.util.stream.Stream;

/// What went between the two ends, as the drawing of the blame shows it.
///
/// @param arrows at most two, in order of time
/// @param silent whether nothing came back
record Arrows(List<Arrow> arrows, boolean silent) {
    static final Arrows NONE = new Arrows(List.of(), false);

    private static final int LONGEST_LABEL = 8;

    /// One packet.
    ///
    /// @param label such as `SYN`, with the time it took
    /// @param direction from whom to whom
    /// @param failure whether it carries the bad news
    record Arrow(String label, Direction direction, boolean failure) {}

    /// The first packet of the evidence, and the one that made it an error.
    static Arrows of(List<PacketDetail> packets) {
        if (packets.isEmpty()) {
            return NONE;
        }
        PacketLine first = packets.getFirst().line();
        Stream<PacketLine> later = packets.stream().skip(1).map(PacketDetail::line);
        List<PacketLine> others = later.toList();
        PacketLine answer = others.stream()
                .filter(PacketLine::reset)
                .findFirst()
                .or(() -> others.stream()
                        .filter(line -> line.direction() != first.direction())
                        .findFirst())
                .orElse(null);
        if (answer == null) {
            boolean silent = !first.reset() && first.direction() == Direction.CLIENT_TO_SERVER;
            return new Arrows(List.of(arrow(first, "")), silent);
        }
        String after = " " + Figures.measured(answer.time() - first.time());
        return new Arrows(List.of(arrow(first, ""), arrow(answer, after)), false);
    }

    private static Arrow arrow(PacketLine line, String after) {
        String what = line.direction() == Direction.OTHER ? "ICMP" : line.what().split("[ ,(]", 2)[0];
        String label = what.length() > LONGEST_LABEL ? what.substring(0, LONGEST_LABEL) : what;
        return new Arrow(label + after, line.direction(), line.reset());
    }
}
