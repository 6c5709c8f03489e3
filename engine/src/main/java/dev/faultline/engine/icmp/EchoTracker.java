package dev.faultline.engine.icmp;

import dev.faultline.engine.common.Limits;
import dev.faultline.engine.flow.FlowTable;
import dev.faultline.engine.packet.IcmpMessage;
import dev.faultline.engine.packet.Packet;
import dev.faultline.engine.packet.QuotedPacket;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Matches echo replies to their requests by addresses, identifier and sequence number, whatever the vantage
/// point. Requests to many (multicast, broadcast) are left out: nobody has to answer them.
public final class EchoTracker {
    /// Time for a reply, nanoseconds.
    public static final long PATIENCE = TimeUnit.SECONDS.toNanos(5);

    private static final long BROADCAST = 0xffff_ffffL;

    private final FlowTable<EchoFlow> flows = new FlowTable<>();
    private final int limit;
    private final EchoListener listener;
    private int waiting;
    private @Nullable EchoRequest oldest;
    private @Nullable EchoRequest newest;

    public EchoTracker(Limits limits, EchoListener listener) {
        limit = limits.otherFlows();
        this.listener = listener;
    }

    /// Whether a message is an echo request.
    public static boolean isRequest(IcmpMessage icmp) {
        return icmp.version() == 4 ? icmp.type() == 8 : icmp.type() == 128;
    }

    /// Whether a message is an echo reply.
    public static boolean isReply(IcmpMessage icmp) {
        return icmp.version() == 4 ? icmp.type() == 0 : icmp.type() == 129;
    }

    /// Takes in an echo request or reply.
    public void accept(Packet packet, int vantage) {
        boolean request = isRequest(packet.icmp());
        if (request && isToMany(packet)) {
            return;
        }
        int identifier = IcmpFields.echoIdentifier(packet.icmp());
        int sequence = IcmpFields.echoSequence(packet.icmp());
        EchoFlow flow = flows.find(packet.ip(), identifier, identifier);
        if (flow == null) {
            flow = begin(packet, request, vantage);
        }
        flow.seen(packet, request, vantage);
        if (!request) {
            flow.answered = sequence;
            answered(flow, sequence);
        } else if (flow.answered != sequence && find(flow, sequence) == null) {
            await(new EchoRequest(flow, sequence, packet.timestamp(), packet.frame(), packet.position()));
        }
    }

    private EchoFlow begin(Packet packet, boolean request, int vantage) {
        if (flows.size() >= limit) {
            EchoFlow idlest = flows.removeIdlest();
            while (idlest != null && idlest.newest != null) {
                remove(idlest.newest);
            }
        }
        EchoFlow flow = new EchoFlow(packet, request, vantage);
        flows.add(flow, packet.ip());
        return flow;
    }

    private static boolean isToMany(Packet packet) {
        long low = packet.ip().dstLow();
        return packet.ip().version() == 4
                ? low >>> 28 == 0xe || low == BROADCAST
                : packet.ip().dstHigh() >>> 56 == 0xff;
    }

    /// The flow of a quoted echo request or reply, or null.
    public @Nullable EchoFlow find(QuotedPacket quoted) {
        if (quoted.icmpType() < 0) {
            return null;
        }
        return flows.find(quoted.ip(), quoted.icmpIdentifier(), quoted.icmpIdentifier());
    }

    /// A request needs no reply (any more): one came, or an error instead.
    ///
    /// @return when the request was seen, nanoseconds since the epoch, or 0 where none waited
    public long answered(EchoFlow flow, int sequence) {
        EchoRequest request = find(flow, sequence);
        if (request == null) {
            return 0;
        }
        remove(request);
        return request.time();
    }

    /// Tells of requests whose time is over at `time`.
    public void advance(long time) {
        while (oldest != null && time - oldest.time() >= PATIENCE) {
            release(oldest, listener::onUnanswered);
        }
    }

    /// Tells of all requests that still wait.
    public void end() {
        while (oldest != null) {
            release(oldest, listener::onOpen);
        }
    }

    private void release(EchoRequest request, Consumer<EchoRequest> told) {
        remove(request);
        told.accept(request);
    }

    private static @Nullable EchoRequest find(EchoFlow flow, int sequence) {
        EchoRequest request = flow.newest;
        while (request != null && request.sequence != sequence) {
            request = request.olderOfFlow;
        }
        return request;
    }

    private void await(EchoRequest request) {
        if (waiting == limit && oldest != null) {
            remove(oldest);
        }
        waiting++;
        EchoRequest before = request.flow.newest;
        request.olderOfFlow = before;
        if (before != null) {
            before.newerOfFlow = request;
        }
        request.flow.newest = request;
        request.older = newest;
        if (newest == null) {
            oldest = request;
        } else {
            newest.newer = request;
        }
        newest = request;
    }

    private void remove(EchoRequest request) {
        waiting--;
        EchoRequest older = request.older;
        EchoRequest newer = request.newer;
        if (older == null) {
            oldest = newer;
        } else {
            older.newer = newer;
        }
        if (newer == null) {
            newest = older;
        } else {
            newer.older = older;
        }
        removeOfFlow(request);
    }

    private static void removeOfFlow(EchoRequest request) {
        EchoRequest older = request.olderOfFlow;
        EchoRequest newer = request.newerOfFlow;
        if (older != null) {
            older.newerOfFlow = newer;
        }
        if (newer == null) {
            request.flow.newest = older;
        } else {
            newer.olderOfFlow = older;
        }
    }
}
