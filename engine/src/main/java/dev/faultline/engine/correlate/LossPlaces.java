package dev.faultline.engine.correlate;

import dev.faultline.engine.finding.FindingBook;
import dev.faultline.engine.finding.FindingClass;
import dev.faultline.engine.finding.FindingKind;
import dev.faultline.engine.finding.OpenFinding;
import dev.faultline.engine.tcp.TcpConnection;
import dev.faultline.engine.tcp.TcpEnd;
import dev.faultline.engine.tcp.TcpObserver;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/// Says between which two vantage points the packets of a finding were lost: the last that saw them, and the
/// first that did not.
public final class LossPlaces implements TcpObserver {
    private static final Set<FindingKind> LOST = EnumSet.of(
            FindingKind.TCP_CONNECT_NO_REPLY,
            FindingKind.TCP_CONNECT_FILTERED,
            FindingKind.TCP_CONNECT_DEAD_HOST,
            FindingKind.TCP_CONNECT_SYNACK_LOST,
            FindingKind.TCP_CONNECT_HANDSHAKE_INCOMPLETE,
            FindingKind.TCP_FIN_UNACKED,
            FindingKind.TCP_LAST_ACK,
            FindingKind.TCP_RESET_RETRANS_GIVEUP);

    private static final int MOST_UNSEEN = 10_000;

    private final FindingBook book;
    private final Trails trails;
    /// Connections without an answer that one vantage point alone has seen.
    private final List<Trail> unseen = new ArrayList<>();

    /// Where packets were lost.
    ///
    /// @param after vantage point that saw them
    /// @param before vantage point that should have seen them next
    /// @param fromClient whether the client had sent them
    private record Place(int after, int before, boolean fromClient) {}

    public LossPlaces(FindingBook book, Trails trails) {
        this.book = book;
        this.trails = trails;
    }

    @Override
    public void onEnd(TcpConnection connection, End end, long time) {
        Trail trail = trails.of(connection);
        if (trail == null && connection.isSynSent() && unseen.size() < MOST_UNSEEN) {
            unseen.add(new Trail(connection));
        } else if (trail != null && end != End.CAPTURE) {
            settle(trail);
        }
    }

    /// The capture has ended: all ways that packets take are known.
    public void end() {
        trails.all().forEach(this::settle);
        unseen.forEach(this::settle);
        unseen.clear();
    }

    private void settle(Trail trail) {
        Place place = place(trail);
        if (place == null) {
            return;
        }
        for (TcpConnection sighting : trail.sightings()) {
            book.forEach(sighting, finding -> tell(finding, place));
        }
    }

    private void tell(OpenFinding finding, Place place) {
        FindingKind kind = finding.kind();
        boolean silence = kind.findingClass() == FindingClass.TIMEOUT;
        if (LOST.contains(kind) || silence || kind.findingClass() == FindingClass.TRANSFER) {
            finding.lostBetween(place.after, place.before, place.fromClient);
        }
    }

    private @Nullable Place place(Trail trail) {
        List<TcpConnection> fromClient = trail.sightings();
        List<TcpConnection> fromServer = new ArrayList<>(fromClient).reversed();
        Place there = drop(fromClient, c -> seen(c.clientEnd()), true);
        Place back = drop(fromServer, c -> seen(c.serverEnd()), false);
        Place data = repeats(fromClient, fromServer);
        if (data != null) {
            return data;
        }
        boolean answered = fromClient.stream().anyMatch(c -> c.serverEnd().packets() > 0);
        if (there != null || back != null) {
            return there != null ? there : back;
        }
        return answered ? null : beyond(trail);
    }

    /// What an end sent, as one vantage point sees it: the handshake alone, as later packets may be missing
    /// where a capture ends earlier.
    private static long seen(TcpEnd end) {
        return end.syns();
    }

    /// The pair of neighbours of which the first saw the most packets that the second did not.
    private static @Nullable Place drop(
            List<TcpConnection> way, ToLongFunction<TcpConnection> count, boolean fromClient) {
        Place place = null;
        long most = 0;
        for (int i = 0; i + 1 < way.size(); i++) {
            TcpConnection here = way.get(i);
            TcpConnection next = way.get(i + 1);
            long lost = count.applyAsLong(here) - count.applyAsLong(next);
            if (lost > most) {
                most = lost;
                place = new Place(here.vantage(), next.vantage(), fromClient);
            }
        }
        return place;
    }

    /// Data that passed one vantage point twice passed the next one once: its first copy was lost between them.
    private static @Nullable Place repeats(List<TcpConnection> fromClient, List<TcpConnection> fromServer) {
        Place there = drop(fromClient, c -> c.clientEnd().retransmissions(), true);
        Place back = drop(fromServer, c -> c.serverEnd().retransmissions(), false);
        if (there == null || back == null) {
            return there == null ? back : there;
        }
        long client = fromClient.getFirst().clientEnd().retransmissions();
        return client >= fromServer.getFirst().serverEnd().retransmissions() ? there : back;
    }

    /// SYNs that no vantage point saw answered left the last of them: other connections of the same way tell
    /// where they should have come next.
    private @Nullable Place beyond(Trail trail) {
        TcpConnection last = trail.sightings().getLast();
        Place place = null;
        for (Trail other : trails.all()) {
            int next = trail.nextAfterEnd(other);
            boolean sameServer = other.sightings().stream()
                    .anyMatch(c -> c.server().ip().equals(last.server().ip()));
            if (next >= 0 && (place == null || sameServer)) {
                place = new Place(last.vantage(), next, true);
                if (sameServer) {
                    return place;
                }
            }
        }
        return place;
    }
}
