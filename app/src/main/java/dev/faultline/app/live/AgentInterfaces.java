package dev.faultline.app.live;

import dev.faultline.engine.capture.CaptureInterface;
import java.util.ArrayList;
import java.util.List;

/// The interfaces of a place as its agent names them, called after the place here: `eth0` is on every node.
/// Used by one thread.
final class AgentInterfaces {
    private final FeedPlace place;
    private final List<CaptureInterface> known = new ArrayList<>();

    AgentInterfaces(FeedPlace place) {
        this.place = place;
    }

    /// The number, here, of an interface there.
    ///
    /// @param linkType of its packets, as pcapng numbers them
    int number(String name, int linkType) {
        String called = name(name);
        for (CaptureInterface each : known) {
            if (each.name().equals(called) && each.linkType() == linkType) {
                return each.id();
            }
        }
        known.add(new CaptureInterface(known.size(), called, "", linkType, 0));
        return known.size() - 1;
    }

    /// What an interface there is called here.
    String name(String name) {
        return name.isEmpty() || name.equals(place.label()) ? place.label() : place.label() + "/" + name;
    }

    CaptureInterface get(int number) {
        return known.get(number);
    }
}
