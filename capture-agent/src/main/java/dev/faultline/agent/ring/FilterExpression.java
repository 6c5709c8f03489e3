package dev.faultline.agent.ring;

import java.io.IOException;

/// A filter in the language of libpcap, compiled once for each link layer that the ring knows.
///
/// As the kernel takes the outer VLAN tag out of a packet before the filter sees it, `vlan` holds for inner tags
/// only; everything else in a tagged packet is found as in one without.
public final class FilterExpression {
    /// Lets everything through.
    public static final FilterExpression NONE = new FilterExpression("", new byte[0], new byte[0]);

    private static final int ETHERNET = 1;
    private static final int RAW = 12;
    private static final byte[] NOTHING = {};

    private final String text;
    private final byte[] onEthernet;
    private final byte[] onRaw;

    private FilterExpression(String text, byte[] onEthernet, byte[] onRaw) {
        this.text = text;
        this.onEthernet = onEthernet;
        this.onRaw = onRaw;
    }

    /// Compiles an expression, such as `tcp port 80 and not net 10.0.0.0/8`.
    ///
    /// @param text in the language of `pcap-filter(7)`; blank for none
    /// @throws IOException when the system has no libpcap
    /// @throws IllegalArgumentException when it is wrong; says why, in libpcap's words
    public static FilterExpression compile(String text) throws IOException {
        if (text.isBlank()) {
            return NONE;
        }
        Libpcap libpcap = new Libpcap();
        byte[] onEthernet = libpcap.compile(text, ETHERNET);
        byte[] onRaw;
        try {
            onRaw = libpcap.compile(text, RAW);
        } catch (IllegalArgumentException e) {
            // Such as a hardware address, where there are none.
            onRaw = NOTHING;
        }
        return new FilterExpression(text, onEthernet, onRaw);
    }

    /// Whether expressions can be compiled here.
    public static boolean isPossible() {
        return Libpcap.isThere();
    }

    boolean isNone() {
        return onEthernet.length == 0;
    }

    /// Instructions that it takes.
    int size() {
        return BpfProgram.instructions(onEthernet) + BpfProgram.instructions(onRaw) + 8;
    }

    /// Ends a program: what comes to this place is kept or not as the expression says.
    void end(BpfProgram program) {
        program.loadWord(BpfProgram.HARDWARE_TYPE);
        for (int type : LinkTypes.ETHERNET_TYPES) {
            // Conditional jumps are too short for long expressions.
            String next = "not of type " + type;
            program.unlessEqual(type, next).jump("expression on ethernet").at(next);
        }
        if (onRaw.length == 0) {
            program.keep(0);
        } else {
            program.compiled(onRaw);
        }
        program.at("expression on ethernet").compiled(onEthernet);
    }

    @Override
    public String toString() {
        return text;
    }
}
