package dev.faultline.engine.flow;

import dev.faultline.engine.packet.IpHeader;
import org.jspecify.annotations.Nullable;

/// Conversations by their addresses and ports: open addressing over primitive hashes, nothing allocated for a
/// look-up. Has no limit of its own: its user removes the idlest. A second index finds them by their client
/// alone, for packets seen after address translation.
///
/// @param <C> the conversations of one protocol
@SuppressWarnings("ReferenceEquality") // a conversation is only ever itself
public final class FlowTable<C extends Conversation> {
    private static final int SMALLEST = 1 << 10;

    private long[] hashes = new long[SMALLEST];
    private @Nullable Conversation[] slots = new @Nullable Conversation[SMALLEST];
    private @Nullable Conversation[] clients = new @Nullable Conversation[SMALLEST];
    private int size;
    private @Nullable Conversation oldest;
    private @Nullable Conversation newest;

    /// The conversation of a packet with these addresses and ports, in whichever direction, or null.
    @SuppressWarnings("unchecked")
    public @Nullable C find(IpHeader ip, int srcPort, int dstPort) {
        long hash = hash(ip, srcPort, dstPort);
        int mask = slots.length - 1;
        for (int i = (int) hash & mask; ; i = i + 1 & mask) {
            Conversation found = slots[i];
            if (found == null) {
                return null;
            }
            if (hashes[i] == hash && found.joins(ip, srcPort, dstPort)) {
                return (C) found;
            }
        }
    }

    /// Adds a conversation that is not there yet, with the header of its first packet.
    public void add(C conversation, IpHeader ip) {
        if ((size + 1) * 2 > slots.length) {
            grow();
        }
        Conversation added = conversation;
        added.hash = hash(ip, conversation.portA(), conversation.portB());
        added.clientIsA = conversation.isClientA();
        insert(added);
        insertByClient(added);
        enqueue(added);
        size++;
    }

    /// Removes a conversation that is there.
    public void remove(C conversation) {
        removeSlot(conversation);
        removeByClient(conversation);
        dequeue(conversation);
        size--;
    }

    /// Removes the conversation that was idle for longest, give or take the order of those that spoke since
    /// they were last looked at.
    ///
    /// @return what was removed, or null when there is none
    @SuppressWarnings("unchecked")
    public @Nullable C removeIdlest() {
        Conversation candidate = oldest;
        for (int i = 0; candidate != null && candidate.lastActive() > candidate.queuedAt && i < size; i++) {
            dequeue(candidate);
            enqueue(candidate);
            candidate = oldest;
        }
        if (candidate == null) {
            return null;
        }
        C removed = (C) candidate;
        remove(removed);
        return removed;
    }

    /// The first conversation whose client is that endpoint, or null; [#nextOfClient] gives the others.
    public @Nullable C firstOfClient(int version, long high, long low, int port) {
        long hash = FlowHash.end(high, low, port);
        return matching(clients[(int) hash & clients.length - 1], version, high, low, port);
    }

    /// The next conversation after `conversation` that has the same client, or null.
    public @Nullable C nextOfClient(C conversation, int version, long high, long low, int port) {
        Conversation current = conversation;
        return matching(current.nextOfClient, version, high, low, port);
    }

    @SuppressWarnings("unchecked")
    private @Nullable C matching(@Nullable Conversation from, int version, long high, long low, int port) {
        Conversation c = from;
        while (c != null && !c.hasClient(version, high, low, port)) {
            c = c.nextOfClient;
        }
        return (C) c;
    }

    /// The conversation that was added first, to walk over all of them with [#after]; or null.
    @SuppressWarnings("unchecked")
    public @Nullable C first() {
        return (C) oldest;
    }

    /// The one after `conversation`, or null.
    @SuppressWarnings("unchecked")
    public @Nullable C after(C conversation) {
        Conversation current = conversation;
        return (C) current.next;
    }

    /// Conversations in the table.
    public int size() {
        return size;
    }

    private static long hash(IpHeader ip, int srcPort, int dstPort) {
        return FlowHash.pair(
                FlowHash.end(ip.srcHigh(), ip.srcLow(), srcPort), FlowHash.end(ip.dstHigh(), ip.dstLow(), dstPort));
    }

    private void insert(Conversation c) {
        int mask = slots.length - 1;
        int i = (int) c.hash & mask;
        while (slots[i] != null) {
            i = i + 1 & mask;
        }
        slots[i] = c;
        hashes[i] = c.hash;
    }

    // Closes the hole by moving back what would no longer be found (Knuth, vol. 3, 6.4, algorithm R).
    private void removeSlot(Conversation c) {
        int mask = slots.length - 1;
        int hole = (int) c.hash & mask;
        while (slots[hole] != c) {
            hole = hole + 1 & mask;
        }
        for (int i = hole + 1 & mask; slots[i] != null; i = i + 1 & mask) {
            int home = (int) hashes[i] & mask;
            if ((i - home & mask) >= (i - hole & mask)) {
                slots[hole] = slots[i];
                hashes[hole] = hashes[i];
                hole = i;
            }
        }
        slots[hole] = null;
    }

    private void insertByClient(Conversation c) {
        int i = (int) c.clientHash() & clients.length - 1;
        c.nextOfClient = clients[i];
        clients[i] = c;
    }

    private void removeByClient(Conversation c) {
        int i = (int) c.clientHash() & clients.length - 1;
        Conversation at = clients[i];
        if (at == c) {
            clients[i] = c.nextOfClient;
        }
        while (at != null && at != c) {
            if (at.nextOfClient == c) {
                at.nextOfClient = c.nextOfClient;
            }
            at = at.nextOfClient;
        }
        c.nextOfClient = null;
    }

    private void enqueue(Conversation c) {
        c.queuedAt = c.lastActive();
        c.previous = newest;
        c.next = null;
        if (newest == null) {
            oldest = c;
        } else {
            newest.next = c;
        }
        newest = c;
    }

    private void dequeue(Conversation c) {
        if (c.previous == null) {
            oldest = c.next;
        } else {
            c.previous.next = c.next;
        }
        if (c.next == null) {
            newest = c.previous;
        } else {
            c.next.previous = c.previous;
        }
    }

    private void grow() {
        int capacity = slots.length * 2;
        hashes = new long[capacity];
        slots = new @Nullable Conversation[capacity];
        clients = new @Nullable Conversation[capacity];
        for (Conversation c = oldest; c != null; c = c.next) {
            insert(c);
            insertByClient(c);
        }
    }
}
