package dev.faultline.app.flow;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/// The packets of a flow, a column for each figure: some 50 bytes a packet.
final class PacketTable {
    private static final int FIRST_ROOM = 64;

    int size;
    byte[] kind = new byte[FIRST_ROOM];
    byte[] direction = new byte[FIRST_ROOM];
    byte[] flags = new byte[FIRST_ROOM];
    long[] seq = new long[FIRST_ROOM];
    long[] ack = new long[FIRST_ROOM];
    int[] length = new int[FIRST_ROOM];
    int[] window = new int[FIRST_ROOM];
    short[] analysis = new short[FIRST_ROOM];
    byte[] repeat = new byte[FIRST_ROOM];
    byte[] stateOne = new byte[FIRST_ROOM];
    byte[] stateOther = new byte[FIRST_ROOM];
    byte[] marks = new byte[FIRST_ROOM];
    byte[] sacks = new byte[FIRST_ROOM];
    int[] sackAt = new int[FIRST_ROOM];
    int[] firstSighting = new int[FIRST_ROOM];

    private long[] sackEdges = new long[0];
    private int sackEdgesUsed;
    final Map<Integer, IcmpNote> icmp = new HashMap<>();
    final Map<Integer, SynOptions> synOptions = new HashMap<>();

    /// Adds a packet of which all is zero.
    ///
    /// @return its index
    int add() {
        if (size == kind.length) {
            grow(2 * size);
        }
        return size++;
    }

    private void grow(int room) {
        kind = Arrays.copyOf(kind, room);
        direction = Arrays.copyOf(direction, room);
        flags = Arrays.copyOf(flags, room);
        seq = Arrays.copyOf(seq, room);
        ack = Arrays.copyOf(ack, room);
        length = Arrays.copyOf(length, room);
        window = Arrays.copyOf(window, room);
        analysis = Arrays.copyOf(analysis, room);
        repeat = Arrays.copyOf(repeat, room);
        stateOne = Arrays.copyOf(stateOne, room);
        stateOther = Arrays.copyOf(stateOther, room);
        marks = Arrays.copyOf(marks, room);
        sacks = Arrays.copyOf(sacks, room);
        sackAt = Arrays.copyOf(sackAt, room);
        firstSighting = Arrays.copyOf(firstSighting, room);
    }

    /// Adds a SACK block to the last packet.
    void addSack(long left, long right) {
        if (sackEdgesUsed + 2 > sackEdges.length) {
            sackEdges = Arrays.copyOf(sackEdges, Math.max(FIRST_ROOM, 2 * sackEdges.length));
        }
        int last = size - 1;
        if (sacks[last]++ == 0) {
            sackAt[last] = sackEdgesUsed;
        }
        sackEdges[sackEdgesUsed++] = left;
        sackEdges[sackEdgesUsed++] = right;
    }

    long sackEdge(int index) {
        return sackEdges[index];
    }
}
