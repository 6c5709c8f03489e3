package dev.faultline.app.ui.flows;

import static dev.faultline.engine.packet.TcpHeader.ACK;
import static dev.faultline.engine.packet.TcpHeader.FIN;
import static dev.faultline.engine.packet.TcpHeader.RST;
import static dev.faultline.engine.packet.TcpHeader.SYN;
import static dev.faultline.engine.tcp.AnalysisFlags.ACK_LOST_SEGMENT;
import static dev.faultline.engine.tcp.AnalysisFlags.DUPLICATE_ACK;
import static dev.faultline.engine.tcp.AnalysisFlags.FAST_RETRANSMISSION;
import static dev.faultline.engine.tcp.AnalysisFlags.KEEP_ALIVE;
import static dev.faultline.engine.tcp.AnalysisFlags.KEEP_ALIVE_ACK;
import static dev.faultline.engine.tcp.AnalysisFlags.LOST_SEGMENT;
import static dev.faultline.engine.tcp.AnalysisFlags.OUT_OF_ORDER;
import static dev.faultline.engine.tcp.AnalysisFlags.RETRANSMISSION;
import static dev.faultline.engine.tcp.AnalysisFlags.REUSED_PORTS;
import static dev.faultline.engine.tcp.AnalysisFlags.SPURIOUS_RETRANSMISSION;
import static dev.faultline.engine.tcp.AnalysisFlags.WINDOW_FULL;
import static dev.faultline.engine.tcp.AnalysisFlags.WINDOW_UPDATE;
import static dev.faultline.engine.tcp.AnalysisFlags.ZERO_WINDOW;
import static dev.faultline.engine.tcp.AnalysisFlags.ZERO_WINDOW_PROBE;
import static dev.faultline.engine.tcp.AnalysisFlags.ZERO_WINDOW_PROBE_ACK;

import dev.faultline.app.Messages;
import dev.faultline.app.flow.Conversation;
import dev.faultline.app.flow.IcmpNote;
import dev.faultline.app.flow.PacketKind;
import dev.faultline.app.flow.SynOptions;
import dev.faultline.app.names.EndpointNames;
import dev.faultline.app.session.FlagNames;
import dev.faultline.app.ui.text.Figures;
import dev.faultline.engine.common.Endpoint;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Puts the packets of a flow into words: what it is, its figures, and what is wrong with it. Any thread.
final class PacketWords {
    private static final int RETRANSMITTED = RETRANSMISSION | FAST_RETRANSMISSION | SPURIOUS_RETRANSMISSION;
    private static final int LOSS = RETRANSMITTED | OUT_OF_ORDER;
    private static final int WINDOWS = ZERO_WINDOW | WINDOW_FULL | ZERO_WINDOW_PROBE_ACK;
    private static final int PROBES = KEEP_ALIVE | KEEP_ALIVE_ACK | ZERO_WINDOW_PROBE;
    private static final int LOOK_BACK = 64;

    private final Conversation flow;
    private final EndpointNames names;

    /// @param names what addresses were called
    PacketWords(Conversation flow, EndpointNames names) {
        this.flow = flow;
        this.names = names;
    }

    /// How the packet's arrow looks.
    Tone tone(int packet) {
        int flags = flow.flags(packet);
        int analysis = flow.analysis(packet);
        if (flow.kind(packet) == PacketKind.ICMP) {
            return Tone.ICMP;
        }
        if (flow.isCopy(packet)) {
            return Tone.COPY;
        }
        if ((flags & RST) != 0) {
            return Tone.RST;
        }
        if ((analysis & LOSS) != 0) {
            return Tone.RETRANSMISSION;
        }
        if ((flags & SYN) != 0) {
            return Tone.HANDSHAKE;
        }
        if ((analysis & WINDOWS) != 0) {
            return Tone.WINDOW;
        }
        if ((flags & FIN) != 0) {
            return Tone.FIN;
        }
        if ((analysis & PROBES) != 0) {
            return Tone.PROBE;
        }
        return flow.length(packet) > 0 ? Tone.DATA : Tone.ACK;
    }

    /// `SYN, ACK`, `UDP`, `Port unreachable`.
    String what(int packet) {
        IcmpNote note = flow.icmp(packet);
        return switch (flow.kind(packet)) {
            case TCP -> FlagNames.of(flow.flags(packet));
            case UDP -> "UDP";
            case ICMP -> note == null ? "ICMP" : "ICMP " + note.meaning();
            case OTHER -> Messages.text("packet.frame");
        };
    }

    /// `seq 0 win 64 240 mss 1 460`.
    String figures(int packet) {
        List<String> words = new ArrayList<>(4);
        switch (flow.kind(packet)) {
            case TCP -> tcp(words, packet);
            case UDP, OTHER -> words.add(bytes(flow.length(packet)));
            case ICMP -> icmp(words, packet);
        }
        return String.join("  ", words);
    }

    private void tcp(List<String> words, int packet) {
        int flags = flow.flags(packet);
        boolean moves = flow.length(packet) > 0 || (flags & (SYN | FIN | RST)) != 0;
        if (moves) {
            words.add("seq " + Figures.count(flow.seq(packet)));
        }
        if ((flags & ACK) != 0) {
            words.add("ack " + Figures.count(flow.ack(packet)));
        }
        if (flow.length(packet) > 0) {
            words.add(bytes(flow.length(packet)));
        }
        if ((flags & SYN) != 0 || (flow.analysis(packet) & (ZERO_WINDOW | WINDOW_UPDATE)) != 0) {
            words.add("win " + Figures.count(flow.window(packet)));
        }
        SynOptions options = flow.synOptions(packet);
        if (options != null && options.mss() >= 0) {
            words.add("mss " + Figures.count(options.mss()));
        }
        if ((flags & RST) != 0) {
            words.add("ttl " + flow.ttl(packet));
        }
        if (flow.sacks(packet) > 0) {
            words.add("sack " + Figures.count(flow.sackLeft(packet, 0)) + "–" + Figures.count(flow.sackRight(packet, 0))
                    + (flow.sacks(packet) > 1 ? " +" + (flow.sacks(packet) - 1) : ""));
        }
    }

    private void icmp(List<String> words, int packet) {
        IcmpNote note = flow.icmp(packet);
        if (note == null) {
            return;
        }
        words.add(Messages.text("flow.from", reporter(note, packet)));
        if (note.mtu() >= 0) {
            words.add("mtu " + Figures.count(note.mtu()));
        }
    }

    private static String bytes(int length) {
        return Figures.count(length) + "\u202fB";
    }

    /// What Wireshark's analysis says of it, in words; empty when nothing.
    String verdict(int packet) {
        int analysis = flow.analysis(packet);
        List<String> words = new ArrayList<>(1);
        if (flow.isCopy(packet)) {
            words.add(Messages.text("flow.copy"));
        }
        if ((analysis & RETRANSMITTED) != 0) {
            words.add(retransmission(packet, analysis));
        }
        add(words, analysis, OUT_OF_ORDER, "flow.outOfOrder");
        add(words, analysis, LOST_SEGMENT, "flow.lostSegment");
        add(words, analysis, ACK_LOST_SEGMENT, "flow.ackLostSegment");
        if ((analysis & DUPLICATE_ACK) != 0) {
            words.add(Messages.text("flow.duplicateAck"));
        }
        if ((analysis & KEEP_ALIVE) != 0) {
            words.add(Messages.text(isWindowClosed(packet) ? "flow.windowProbe" : "flow.keepAlive"));
        }
        add(words, analysis, KEEP_ALIVE_ACK, "flow.keepAliveAck");
        add(words, analysis, ZERO_WINDOW_PROBE, "flow.windowProbe");
        add(words, analysis, ZERO_WINDOW_PROBE_ACK | ZERO_WINDOW, "flow.zeroWindow");
        add(words, analysis, WINDOW_FULL, "flow.windowFull");
        add(words, analysis, WINDOW_UPDATE, "flow.windowUpdate");
        add(words, analysis, REUSED_PORTS, "flow.reusedPorts");
        return String.join(", ", words);
    }

    private String retransmission(int packet, int analysis) {
        String key = (analysis & FAST_RETRANSMISSION) != 0
                ? "flow.fastRetransmission"
                : (analysis & SPURIOUS_RETRANSMISSION) != 0 ? "flow.spuriousRetransmission" : "flow.retransmission";
        return Messages.text(key, flow.repeat(packet));
    }

    private static void add(List<String> words, int analysis, int mask, String key) {
        if ((analysis & mask) != 0) {
            words.add(Messages.text(key));
        }
    }

    /// Whether the other end has just said that it can take nothing: then a segment that Wireshark calls a
    /// keep-alive asks whether the window has opened.
    private boolean isWindowClosed(int packet) {
        for (int i = packet - 1; i >= Math.max(0, packet - LOOK_BACK); i--) {
            if (flow.direction(i) != flow.direction(packet) && flow.kind(i) == PacketKind.TCP) {
                return flow.window(i) == 0;
            }
        }
        return false;
    }

    /// All of it in one line, for searches, lists and those who cannot see the drawing.
    String line(int packet) {
        String verdict = verdict(packet);
        return what(packet) + "  " + figures(packet) + (verdict.isEmpty() ? "" : "  " + verdict);
    }

    /// Who sent it: `client`, `server`, or the address of a third party.
    String sender(int packet) {
        IcmpNote note = flow.icmp(packet);
        String third = note == null ? null : thirdParty(note, packet);
        return third != null
                ? third
                : switch (flow.direction(packet)) {
                    case CLIENT_TO_SERVER -> Messages.text("detail.client");
                    case SERVER_TO_CLIENT -> Messages.text("detail.server");
                    case OTHER -> Messages.text("flow.other");
                };
    }

    /// Who reported something and is neither of the ends; else null.
    private @Nullable String thirdParty(IcmpNote note, int packet) {
        return flow.isEnd(note.reporter()) ? null : reporter(note, packet);
    }

    /// The name and address of who sent an ICMP message.
    private String reporter(IcmpNote note, int packet) {
        String name = names.at(new Endpoint(note.reporter(), Endpoint.NO_PORT), flow.time(packet))
                .shortName();
        String address = note.reporter().toString();
        return name == null ? address : Messages.text("report.named", name, address);
    }
}
