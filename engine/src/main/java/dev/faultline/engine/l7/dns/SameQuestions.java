package dev.faultline.engine.l7.dns;

import dev.faultline.engine.common.Endpoint;
import dev.faultline.engine.common.IpAddress;
import dev.faultline.engine.flow.Flow;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// What a client asked lately, whichever server it asked: resolvers turn to a second one where the first is
/// silent, or to all at once.
final class SameQuestions {
    private static final int MOST = 4096;
    private static final int MOST_OF_ONE = 8;

    private final SequencedMap<Question, Asked> recent = new LinkedHashMap<>();

    private record Question(IpAddress client, int vantage, int type, String name) {
        static Question of(DnsQuery query) {
            return new Question(query.flow().client().ip(), query.flow().vantage(), query.type(), query.name());
        }
    }

    private static final class Asked {
        final List<DnsQuery> queries = new ArrayList<>(2);

        @Nullable
        DnsQuery answered;
    }

    void asked(DnsQuery query) {
        Question question = Question.of(query);
        Asked asked = recent.get(question);
        if (asked == null) {
            asked = new Asked();
            recent.put(question, asked);
            if (recent.size() > MOST) {
                recent.pollFirstEntry();
            }
        }
        if (asked.queries.size() == MOST_OF_ONE) {
            asked.queries.removeFirst();
        }
        asked.queries.add(query);
    }

    /// An answer came.
    ///
    /// @param late told the queries that other servers had left without an answer
    void answered(DnsQuery query, Consumer<DnsQuery> late) {
        Asked asked = recent.get(Question.of(query));
        if (asked == null) {
            return;
        }
        asked.answered = query;
        for (Iterator<DnsQuery> all = asked.queries.iterator(); all.hasNext(); ) {
            DnsQuery other = all.next();
            if (other.isExpired() && !isSameServer(other, query)) {
                late.accept(other);
                all.remove();
            }
        }
    }

    private static boolean isSameServer(DnsQuery a, DnsQuery b) {
        return a.flow().server().equals(b.flow().server());
    }

    /// The same question to another server that was answered since `query` asked it, or null.
    @Nullable
    DnsQuery answeredElsewhere(DnsQuery query) {
        Asked asked = recent.get(Question.of(query));
        DnsQuery answered = asked == null ? null : asked.answered;
        if (answered == null || answered.answerTime() < query.time()) {
            return null;
        }
        return isSameServer(answered, query) ? null : answered;
    }

    /// The query that a response answers by its id, question and client, but that was sent to another server.
    @Nullable
    DnsQuery sentElsewhere(Flow flow, DnsMessage message, String name) {
        Endpoint client = flow.client();
        Asked asked = recent.get(new Question(client.ip(), flow.vantage(), message.type(), name));
        if (asked == null) {
            return null;
        }
        for (DnsQuery query : asked.queries) {
            boolean open = !query.isAnswered() && !query.isExpired();
            if (open
                    && query.id() == message.id()
                    && query.flow().client().equals(client)
                    && query.flow().transport() == flow.transport()) {
                return query;
            }
        }
        return null;
    }
}
