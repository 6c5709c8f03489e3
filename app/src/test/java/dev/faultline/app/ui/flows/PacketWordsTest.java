package dev.faultline.app.ui.flows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.app.flow.Conversation;
import dev.faultline.app.flow.Flows;
import dev.faultline.app.names.EndpointNames;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class PacketWordsTest {
    @Test
    void synTellsItsWindowAndLargestSegment() throws IOException {
        assertThat(plain(Flows.lab("syn-refused", 0), 0)).isEqualTo("SYN seq 0 win 64240 mss 1460");
    }

    @Test
    void resetTellsItsTimeToLive() throws IOException {
        Conversation flow = Flows.lab("syn-refused", 0);

        assertThat(plain(flow, 1)).isEqualTo("RST, ACK seq 1 ack 1 ttl 63");
        assertThat(new PacketWords(flow, EndpointNames.NONE).tone(1)).isEqualTo(Tone.RST);
    }

    @Test
    void repeatedSynIsANumberedRetransmission() throws IOException {
        Conversation flow = Flows.lab("syn-dropped", 0);

        assertThat(plain(flow, 3)).endsWith("retransmission 3");
        assertThat(new PacketWords(flow, EndpointNames.NONE).tone(3)).isEqualTo(Tone.RETRANSMISSION);
    }

    @Test
    void keepAliveToAClosedWindowIsAProbe() throws IOException {
        Conversation flow = Flows.lab("zero-window", 0);

        assertThat(plain(flow, flow.packetOfFrame(45))).endsWith("zero-window probe");
    }

    @Test
    void keepAliveToAnOpenWindowIsAKeepAlive() throws IOException {
        assertThat(plain(Flows.lab("keepalive-timeout", 0), 5)).endsWith("keep-alive");
    }

    @Test
    void icmpErrorNamesItsReporter() throws IOException {
        Conversation flow = Flows.lab("icmp-net-unreachable", 0);

        assertThat(plain(flow, 1)).isEqualTo("ICMP Network unreachable from 10.77.64.1");
        assertThat(new PacketWords(flow, EndpointNames.NONE).sender(1)).isEqualTo("10.77.64.1");
    }

    private static String plain(Conversation flow, int packet) {
        return new PacketWords(flow, EndpointNames.NONE)
                .line(packet)
                .replace("\u202f", "")
                .replaceAll(" +", " ");
    }
}
