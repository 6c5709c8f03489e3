package dev.faultline.app.flow;

import java.util.Arrays;

/// Where and when the packets of a flow were seen: one entry for each frame of the capture. The sightings of
/// one packet hang together.
///
/// The states are those of both ends as the connection at that place knows them, [#NONE] where there is none.
final class SightingTable {
    static final int NONE = -1;
    private static final int FIRST_ROOM = 64;

    int size;
    long[] frame = new long[FIRST_ROOM];
    long[] position = new long[FIRST_ROOM];
    long[] time = new long[FIRST_ROOM];
    short[] place = new short[FIRST_ROOM];
    byte[] stateOne = new byte[FIRST_ROOM];
    byte[] stateOther = new byte[FIRST_ROOM];
    short[] ttl = new short[FIRST_ROOM];
    int[] packet = new int[FIRST_ROOM];
    int[] next = new int[FIRST_ROOM];

    /// Adds a sighting of which all is zero.
    ///
    /// @return its index
    int add() {
        if (size == frame.length) {
            int room = 2 * size;
            frame = Arrays.copyOf(frame, room);
            position = Arrays.copyOf(position, room);
            time = Arrays.copyOf(time, room);
            place = Arrays.copyOf(place, room);
            stateOne = Arrays.copyOf(stateOne, room);
            stateOther = Arrays.copyOf(stateOther, room);
            ttl = Arrays.copyOf(ttl, room);
            packet = Arrays.copyOf(packet, room);
            next = Arrays.copyOf(next, room);
        }
        next[size] = NONE;
        return size++;
    }

    /// The sighting with that frame number, or [#NONE]. Frames stand in order.
    int ofFrame(long number) {
        int found = Arrays.binarySearch(frame, 0, size, number);
        return found < 0 ? NONE : found;
    }
}
