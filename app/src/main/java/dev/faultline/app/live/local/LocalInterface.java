package dev.faultline.app.live.local;

import java.util.List;

/// An interface of this machine.
///
/// @param name as the system calls it: `eth0`; `any` for all of them
/// @param up whether it carries packets now
/// @param addresses its addresses, as text
public record LocalInterface(String name, boolean up, List<String> addresses) {
    public LocalInterface {
        addresses = List.copyOf(addresses);
    }
}
