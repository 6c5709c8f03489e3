package dev.faultline.engine.flow;

import dev.faultline.engine.capture.CaptureInterface;
import dev.faultline.engine.packet.Packet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;

/// The vantage points of one capture: where packets were seen. An interface of the capture file, with the
/// system's interface where packets of `any` name it, and with the tunnel around the packet: the same packet is
/// seen again at each of them, and is no retransmission there. Tags such as VLANs do not count, as some mirrors
/// tag the two directions differently.
public final class Vantages {
    /// Packets name interfaces by any number; those beyond this many share the last vantage point.
    private static final int MOST = 1024;

    private static final long NEAR = TimeUnit.SECONDS.toNanos(1);

    private final IntFunction<CaptureInterface> interfaces;
    private final List<Vantage> all = new ArrayList<>();
    private long[] lastTimes = new long[8];
    private int last = -1;

    private record Vantage(int interfaceId, int linkInterface, int tunnels) {}

    /// @param interfaces gives an interface of the capture by its id
    public Vantages(IntFunction<CaptureInterface> interfaces) {
        this.interfaces = interfaces;
    }

    /// Notes that a packet of any kind came.
    public void heard(int interfaceId, long time) {
        if (interfaceId >= lastTimes.length) {
            lastTimes = Arrays.copyOf(lastTimes, 2 * interfaceId);
        }
        lastTimes[interfaceId] = Math.max(lastTimes[interfaceId], time);
    }

    /// Whether that vantage point's interface showed nothing at all any more long before `time`, while others
    /// did: the capture there may have ended.
    ///
    /// @param time nanoseconds since the epoch
    public boolean isDeafAt(int id, long time) {
        int here = all.get(id).interfaceId;
        long elsewhere = 0;
        for (int i = 0; i < lastTimes.length; i++) {
            elsewhere = i == here ? elsewhere : Math.max(elsewhere, lastTimes[i]);
        }
        return time - lastTimes[here] > NEAR && elsewhere >= time - NEAR;
    }

    /// The id of the vantage point that saw `packet`, from 0.
    public int of(Packet packet) {
        int tunnels = packet.tunnels() & ~Packet.TAGS;
        if (last >= 0 && matches(all.get(last), packet, tunnels)) {
            return last;
        }
        for (int i = 0; i < all.size(); i++) {
            if (matches(all.get(i), packet, tunnels)) {
                last = i;
                return i;
            }
        }
        if (all.size() == MOST) {
            return MOST - 1;
        }
        all.add(new Vantage(packet.interfaceId(), packet.linkInterface(), tunnels));
        last = all.size() - 1;
        return last;
    }

    private static boolean matches(Vantage vantage, Packet packet, int tunnels) {
        return vantage.interfaceId == packet.interfaceId()
                && vantage.linkInterface == packet.linkInterface()
                && vantage.tunnels == tunnels;
    }

    /// Number of vantage points seen.
    public int size() {
        return all.size();
    }

    /// What people call the vantage point: `eth0`, `any/if3`, `eth0 in vxlan`.
    public String name(int id) {
        Vantage vantage = all.get(id);
        CaptureInterface known = interfaces.apply(vantage.interfaceId);
        StringBuilder name = new StringBuilder(known.name().isEmpty() ? "if" + vantage.interfaceId : known.name());
        if (vantage.linkInterface != 0) {
            name.append("/if").append(vantage.linkInterface);
        }
        if (vantage.tunnels != 0) {
            name.append(" in ").append(tunnelNames(vantage.tunnels));
        }
        return name.toString();
    }

    private static String tunnelNames(int tunnels) {
        List<String> names = new ArrayList<>();
        addName(names, tunnels, Packet.TUNNEL_VXLAN, "vxlan");
        addName(names, tunnels, Packet.TUNNEL_GENEVE, "geneve");
        addName(names, tunnels, Packet.TUNNEL_GRE, "gre");
        addName(names, tunnels, Packet.TUNNEL_ERSPAN, "erspan");
        addName(names, tunnels, Packet.TUNNEL_IPIP, "ipip");
        addName(names, tunnels, Packet.TUNNEL_GTP, "gtp");
        addName(names, tunnels, Packet.TUNNEL_OTHER, "tunnel");
        return String.join("+", names);
    }

    private static void addName(List<String> names, int tunnels, int bit, String name) {
        if ((tunnels & bit) != 0) {
            names.add(name);
        }
    }
}
