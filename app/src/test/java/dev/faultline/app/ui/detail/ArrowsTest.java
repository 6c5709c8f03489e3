package dev.faultline.app.ui.detail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.app.session.PacketLine;
import dev.faultline.app.session.PacketLine.Direction;
import dev.faultline.app.ui.detail.Arrows.Arrow;
import dev.faultline.app.ui.text.Figures;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArrowsTest {
    private static final Direction TO_SERVER = Direction.CLIENT_TO_SERVER;
    private static final Direction TO_CLIENT = Direction.SERVER_TO_CLIENT;

    @Test
    void errorIsDrawnWithThePacketThatMadeItOne() {
        Arrows arrows = Arrows.of(
                "tcp.connect.refused", List.of(line(0, TO_SERVER, "SYN"), line(400_000, TO_CLIENT, "RST, ACK")));

        assertThat(arrows.arrows())
                .containsExactly(
                        new Arrow("SYN", TO_SERVER, false),
                        new Arrow("RST " + Figures.measured(400_000), TO_CLIENT, true));
        assertThat(arrows.silent()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp.connect.no_reply", "tcp.blackhole", "dns.timeout", "icmp.echo_unanswered"})
    void whatWasNotAnsweredHasNoReply(String kind) {
        Arrows arrows = Arrows.of(kind, List.of(line(0, TO_SERVER, "SYN"), line(1, TO_SERVER, "SYN")));

        assertThat(arrows.arrows()).containsExactly(new Arrow("SYN", TO_SERVER, false));
        assertThat(arrows.silent()).isEqualTo(TO_CLIENT);
    }

    @Test
    void silenceIsThatOfWhoeverShouldHaveAnswered() {
        assertThat(Arrows.of("tcp.fin_unacked", List.of(line(0, TO_CLIENT, "FIN, ACK")))
                        .silent())
                .isEqualTo(TO_SERVER);
        assertThat(Arrows.of("tcp.stale", List.of(line(0, TO_SERVER, "RST"))).silent())
                .isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tcp.zero_window",
                "tcp.checksum_bad",
                "ip.ttl_loop",
                "tcp.out_of_order",
                "tcp.close_wait",
                "l7.half.response_only",
                "http.5xx"
            })
    void onePacketThatSaysItAllHasNoAnswerMissing(String kind) {
        Arrows arrows = Arrows.of(kind, List.of(line(0, TO_SERVER, "ACK")));

        assertThat(arrows.arrows()).containsExactly(new Arrow("ACK", TO_SERVER, false));
        assertThat(arrows.silent()).isNull();
    }

    @Test
    void retransmissionIsAPacketSentAgain() {
        Arrows one = Arrows.of("tcp.retransmission", List.of(line(0, TO_SERVER, "ACK")));
        assertThat(one.arrows()).containsExactly(new Arrow("ACK again", TO_SERVER, false));
        assertThat(one.silent()).isNull();

        Arrows both = Arrows.of(
                "tcp.fast_retransmission",
                List.of(
                        line(0, TO_CLIENT, "PSH, ACK"),
                        line(1_000_000, TO_SERVER, "ACK"),
                        line(2_000_000, TO_CLIENT, "PSH, ACK")));
        assertThat(both.arrows())
                .containsExactly(
                        new Arrow("PSH", TO_CLIENT, false),
                        new Arrow("PSH again " + Figures.measured(2_000_000), TO_CLIENT, false));
    }

    @Test
    void nothingIsDrawnOfNoPackets() {
        assertThat(Arrows.of("tcp.connect.no_reply", List.of())).isEqualTo(Arrows.NONE);
    }

    private static PacketLine line(long time, Direction direction, String what) {
        return new PacketLine(1, 0, time, time, direction, what, what.startsWith("RST"), "");
    }
}
