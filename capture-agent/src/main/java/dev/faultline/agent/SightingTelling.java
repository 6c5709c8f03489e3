package dev.faultline.agent;

import dev.faultline.agent.wire.MessageWriter;
import dev.faultline.agent.wire.SightingCodec;
import dev.faultline.protocol.v1.FromAgent;
import dev.faultline.protocol.v1.SightingsTold;
import java.io.IOException;
import java.util.concurrent.TimeUnit;

/// Tells one desktop what vantage points have seen of connections, some times a second and only so much of it:
/// where more comes for long, the journal lets go of some, and says so. Used by the thread that tells.
final class SightingTelling {
    private static final int AT_ONCE = 500;
    private static final long BETWEEN = TimeUnit.MILLISECONDS.toNanos(200);

    private final SightingJournal journal;
    private final MessageWriter out;
    private boolean wanted;
    private long told;
    private long toldUntil;
    private long spoke = System.nanoTime() - BETWEEN;

    SightingTelling(SightingJournal journal, MessageWriter out) {
        this.journal = journal;
        this.out = out;
    }

    /// The desktop wants to hear of them.
    ///
    /// @param since number of what it has
    void begin(long since) {
        wanted = true;
        told = since;
    }

    /// Tells what is new, if it is time to.
    ///
    /// @param ending whether the capture is over: then there is nothing to wait for
    /// @return whether there may be more
    boolean tell(boolean ending) throws IOException {
        long now = System.nanoTime();
        if (!wanted || !ending && now - spoke < BETWEEN) {
            return false;
        }
        spoke = now;
        SightingJournal.News news = journal.since(told, AT_ONCE);
        if (news.sightings().isEmpty() && !news.incomplete() && news.until() == toldUntil) {
            return false;
        }
        SightingsTold.Builder message = SightingsTold.newBuilder()
                .setNumber(news.number())
                .setUntil(news.until())
                .setIncomplete(news.incomplete());
        news.sightings().forEach(sighting -> message.addSightings(SightingCodec.encode(sighting)));
        out.write(FromAgent.newBuilder().setSightings(message).build());
        told = news.number();
        toldUntil = news.until();
        return ending;
    }
}
