package dev.faultline.engine.l7.dns;

import dev.faultline.engine.flow.Flow;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The queries of each flow that may still be answered.
final class DnsQueries {
    private static final long AT_ONCE = 10_000_000;

    private final Map<Flow, DnsQuery> firstOfFlow = new HashMap<>();
    private int size;

    int size() {
        return size;
    }

    /// The first query of each flow; others follow it.
    Collection<DnsQuery> firsts() {
        return firstOfFlow.values();
    }

    @Nullable
    DnsQuery find(Flow flow, DnsMessage message, String name) {
        DnsQuery query = firstOfFlow.get(flow);
        while (query != null && !query.matches(message.id(), message.type(), name)) {
            query = query.nextOfFlow;
        }
        return query;
    }

    @Nullable
    DnsQuery byId(Flow flow, int id) {
        DnsQuery query = firstOfFlow.get(flow);
        while (query != null && query.id() != id) {
            query = query.nextOfFlow;
        }
        return query;
    }

    /// The only query of a flow, if it asks that; null where there are more.
    @Nullable
    DnsQuery onlyOne(Flow flow, int type, String name) {
        DnsQuery query = firstOfFlow.get(flow);
        return query != null && query.nextOfFlow == null && query.asksSame(type, name) ? query : null;
    }

    void add(DnsQuery query) {
        size++;
        query.nextOfFlow = firstOfFlow.put(query.flow(), query);
        for (DnsQuery other = query.nextOfFlow; other != null; other = other.nextOfFlow) {
            boolean together = Math.abs(query.time() - other.time()) <= AT_ONCE;
            if (together && other.type() != query.type() && other.name().equals(query.name())) {
                query.sibling = other;
                other.sibling = query;
                return;
            }
        }
    }

    @SuppressWarnings("ReferenceEquality") // a query is only ever itself
    void remove(DnsQuery query) {
        size--;
        DnsQuery first = firstOfFlow.get(query.flow());
        if (first == query) {
            if (query.nextOfFlow == null) {
                firstOfFlow.remove(query.flow());
            } else {
                firstOfFlow.put(query.flow(), query.nextOfFlow);
            }
            return;
        }
        while (first != null && first.nextOfFlow != query) {
            first = first.nextOfFlow;
        }
        if (first != null) {
            first.nextOfFlow = query.nextOfFlow;
        }
    }
}
