package dev.faultline.engine.l7.dns;

import dev.faultline.engine.common.IpAddress;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Puts together the queries that one name becomes by a client's search path.
final class SearchPaths {
    private static final long NEAR = TimeUnit.SECONDS.toNanos(2);
    private static final int MOST = 512;

    private final DnsListener listener;
    private final Deque<Open> open = new ArrayDeque<>();

    private record Open(IpAddress client, int vantage, SearchChain chain) {}

    SearchPaths(DnsListener listener) {
        this.listener = listener;
    }

    /// A name does not exist.
    void notFound(DnsQuery query, DnsReply reply) {
        Open known = find(query);
        if (known == null) {
            if (open.size() == MOST) {
                listener.onNotFound(open.removeFirst().chain, false);
            }
            known = new Open(query.flow().client().ip(), query.flow().vantage(), new SearchChain());
        } else {
            open.remove(known);
        }
        known.chain.add(query, reply);
        open.addLast(known);
    }

    /// A name exists.
    void found(DnsQuery query) {
        if (open.isEmpty()) {
            return;
        }
        Open known = find(query);
        if (known != null && !isSameName(known.chain, query)) {
            open.remove(known);
            listener.onFound(known.chain, query);
        }
    }

    private static boolean isSameName(SearchChain chain, DnsQuery query) {
        return chain.names() == 1 && chain.first().name().equals(query.name());
    }

    private @Nullable Open find(DnsQuery query) {
        IpAddress client = query.flow().client().ip();
        for (Open candidate : open) {
            boolean same = candidate.vantage == query.flow().vantage() && candidate.client.equals(client);
            if (same && candidate.chain.isRelated(query.name())) {
                return candidate;
            }
        }
        return null;
    }

    /// Tells of chains that are over at `time`.
    void advance(long time) {
        while (!open.isEmpty() && time - open.getFirst().chain.lastTime() > NEAR) {
            listener.onNotFound(open.removeFirst().chain, false);
        }
    }

    void end() {
        for (Iterator<Open> all = open.iterator(); all.hasNext(); ) {
            listener.onNotFound(all.next().chain, true);
        }
        open.clear();
    }
}
