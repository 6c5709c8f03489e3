package dev.faultline.app.session;

import dev.faultline.app.Messages;
import java.util.ArrayList;
import java.util.List;

/// Names of the TCP flags.
public final class FlagNames {
    private static final String[] FLAGS = {"FIN", "SYN", "RST", "PSH", "ACK", "URG", "ECE", "CWR"};

    private FlagNames() {}

    /// `SYN, ACK`, in Wireshark's order.
    public static String of(int bits) {
        List<String> set = new ArrayList<>();
        for (int i = 0; i < FLAGS.length; i++) {
            if ((bits >>> i & 1) != 0) {
                set.add(FLAGS[i]);
            }
        }
        return set.isEmpty() ? Messages.text("packet.noFlags") : String.join(", ", set);
    }
}
