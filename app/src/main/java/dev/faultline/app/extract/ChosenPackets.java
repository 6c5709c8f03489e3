package dev.faultline.app.extract;

import dev.faultline.engine.common.IpAddress;
import dev.faultline.engine.packet.IpHeader;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The packets to extract, by their numbers and positions in the capture, and the names of their addresses.
final class ChosenPackets {
    private static final int FIRST_SIZE = 64;
    private static final int MOST_ADDRESSES = 10_000;

    private long[] frames = new long[FIRST_SIZE];
    private long[] positions = new long[FIRST_SIZE];
    private int size;
    private boolean sorted = true;
    private final Set<IpAddress> addresses = new HashSet<>();
    private Map<IpAddress, List<String>> names = Map.of();

    void add(long frame, long position) {
        if (size == frames.length) {
            frames = Arrays.copyOf(frames, 2 * size);
            positions = Arrays.copyOf(positions, 2 * size);
        }
        sorted = sorted && (size == 0 || frames[size - 1] < frame);
        frames[size] = frame;
        positions[size] = position;
        size++;
    }

    void addAll(ChosenPackets others) {
        for (int i = 0; i < others.size; i++) {
            add(others.frames[i], others.positions[i]);
        }
    }

    /// Notes the addresses of a packet that was added.
    void addAddresses(IpHeader ip) {
        if (addresses.size() < MOST_ADDRESSES) {
            addresses.add(ip.src());
            addresses.add(ip.dst());
        }
    }

    /// All have been added: puts them in the order of the capture.
    ///
    /// @param known all names that the capture tells
    void finish(Map<IpAddress, List<String>> known) {
        if (!sorted) {
            sort();
        }
        names = new HashMap<>(known);
        names.keySet().retainAll(addresses);
    }

    private void sort() {
        record Chosen(long frame, long position) {}
        Chosen[] all = new Chosen[size];
        Arrays.setAll(all, i -> new Chosen(frames[i], positions[i]));
        Arrays.sort(all, (a, b) -> Long.compare(a.frame, b.frame));
        for (int i = 0; i < size; i++) {
            frames[i] = all[i].frame;
            positions[i] = all[i].position;
        }
    }

    int size() {
        return size;
    }

    long frame(int index) {
        return frames[index];
    }

    long position(int index) {
        return positions[index];
    }

    Map<IpAddress, List<String>> names() {
        return names;
    }
}
