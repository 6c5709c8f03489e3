package dev.faultline.agent.ring;

import dev.faultline.engine.capture.CaptureInterface;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// The interfaces that packets came from, in the order in which they were met. One thread adds; any may look.
final class LiveInterfaces {
    /// Packets of this interface are of no use, or there are too many interfaces.
    static final int NONE = -1;

    private static final int UNKNOWN = 0;
    private static final int REFUSED = -1;

    private final Libc libc;
    private final int limit;
    private final List<CaptureInterface> interfaces = new CopyOnWriteArrayList<>();
    // By the kernel's index: 0 not met yet, -1 refused, else the id plus one. The kernel counts interfaces upwards.
    private int[] ids = new int[64];

    LiveInterfaces(Libc libc, int limit) {
        this.libc = libc;
        this.limit = limit;
    }

    /// The id of an interface in this capture, or [#NONE].
    int id(int index, int hardwareType) {
        int known = index < ids.length ? ids[index] : UNKNOWN;
        if (known == UNKNOWN) {
            known = meet(index, hardwareType);
        }
        return known == REFUSED ? NONE : known - 1;
    }

    private int meet(int index, int hardwareType) {
        int linkType = LinkTypes.of(hardwareType);
        int id = interfaces.size();
        boolean taken = linkType >= 0 && id < limit;
        if (taken) {
            String name = libc.interfaceName(index);
            interfaces.add(new CaptureInterface(id, name.isEmpty() ? "if" + index : name, "", linkType, 0));
        }
        return remember(index, taken ? id + 1 : REFUSED);
    }

    private int remember(int index, int value) {
        // An index beyond this is met anew each time, rather than let the table grow without bound.
        if (index >= 0 && index < 1 << 20) {
            if (index >= ids.length) {
                ids = Arrays.copyOf(ids, Math.max(index + 1, 2 * ids.length));
            }
            ids[index] = value;
        }
        return value;
    }

    int linkType(int id) {
        return interfaces.get(id).linkType();
    }

    List<CaptureInterface> list() {
        return List.copyOf(interfaces);
    }
}
