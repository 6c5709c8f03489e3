package dev.faultline.engine.l7.dns;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Names that a resolver made of one name by its search path (`resolv.conf(5)`), none of which exists.
public final class SearchChain {
    private static final int MOST = 32;

    private final Set<String> names = new LinkedHashSet<>(4);
    private final List<DnsQuery> queries = new ArrayList<>(4);
    private final List<DnsReply> replies = new ArrayList<>(4);
    private long count;

    void add(DnsQuery query, DnsReply reply) {
        count++;
        if (queries.size() < MOST) {
            names.add(query.name());
            queries.add(query);
            replies.add(reply);
        }
    }

    /// Whether a name may come from the same one as those of this chain.
    boolean isRelated(String name) {
        for (String member : names) {
            if (isRelated(member, name)) {
                return true;
            }
        }
        return false;
    }

    /// Whether two names are the same one with other endings of a search path: after the labels that they
    /// share, the rest of one ends with the rest of the other, or is a Service's.
    static boolean isRelated(String a, String b) {
        int shared = sharedLabels(a, b);
        if (shared == 0) {
            return false;
        }
        String restOfA = rest(a, shared);
        String restOfB = rest(b, shared);
        return endsWith(restOfA, restOfB) || endsWith(restOfB, restOfA) || isService(restOfA) || isService(restOfB);
    }

    private static int sharedLabels(String a, String b) {
        int shared = 0;
        int at = 0;
        while (at < a.length() && at < b.length()) {
            int endA = labelEnd(a, at);
            int endB = labelEnd(b, at);
            if (endA != endB || !a.regionMatches(at, b, at, endA - at)) {
                break;
            }
            shared = endA;
            at = endA + 1;
        }
        return shared;
    }

    private static int labelEnd(String name, int from) {
        int dot = name.indexOf('.', from);
        return dot < 0 ? name.length() : dot;
    }

    private static String rest(String name, int from) {
        return from >= name.length() ? "" : name.substring(from + 1);
    }

    private static boolean endsWith(String longer, String end) {
        return end.isEmpty() || longer.equals(end) || longer.endsWith("." + end);
    }

    private static boolean isService(String rest) {
        int second = labelEnd(rest, 0) + 1;
        return rest.startsWith("svc.") || rest.startsWith("svc.", second);
    }

    long lastTime() {
        return replies.getLast().time();
    }

    /// The first query.
    public DnsQuery first() {
        return queries.getFirst();
    }

    /// The queries, the first ones if there are many.
    public List<DnsQuery> queries() {
        return List.copyOf(queries);
    }

    /// Their replies, in the same order.
    public List<DnsReply> replies() {
        return List.copyOf(replies);
    }

    /// How many different names.
    public int names() {
        return names.size();
    }

    /// How many queries.
    public long count() {
        return count;
    }
}
