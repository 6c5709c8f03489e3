package dev.faultline.app.ui.findings;

import dev.faultline.app.names.AddressName;
import dev.faultline.app.names.NameEntry;
import dev.faultline.app.names.NameSource;
import dev.faultline.app.session.SessionListener;
import dev.faultline.app.store.FindingStore;
import dev.faultline.app.store.SessionEvent;
import dev.faultline.app.store.SessionKind;
import dev.faultline.app.store.SessionOrigin;
import dev.faultline.app.store.SessionRecorder;
import dev.faultline.app.store.SessionReport;
import dev.faultline.app.store.SessionState;
import dev.faultline.app.store.StoredSession;
import dev.faultline.engine.common.Endpoint;
import dev.faultline.engine.common.IpAddress;
import dev.faultline.engine.finding.Explainer;
import dev.faultline.engine.pipeline.Traffic;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// A store with a session of very many findings of a small cluster, with traffic, losses and restarts. It is
/// kept in a file, as making it takes minutes.
final class MillionFindings {
    private static final int HOSTS = 200;
    private static final int BATCH = 2_000;
    private static final long START = SampleFindings.START;
    private static final long SPAN = SampleFindings.SPAN;
    private static final List<String> WORKLOADS =
            List.of("checkout", "cart", "gateway", "orders", "billing", "ledger", "payroll", "search", "mail", "auth");

    private MillionFindings() {}

    static FindingStore open(Path file, int findings) {
        Explainer explainer = new Explainer();
        FindingStore store = FindingStore.open(new FindingStore.Options(
                file, Long.MAX_VALUE, finding -> explainer.explain(finding).title(), Clock.systemUTC()));
        boolean made =
                store.sessions().recent("", 1).stream().anyMatch(session -> session.state() == SessionState.COMPLETE);
        if (!made) {
            fill(store, findings);
        }
        return store;
    }

    /// The session of an opened store.
    static SessionFeed feed(FindingStore store) {
        StoredSession session = store.sessions().recent("", 1).getFirst();
        return new SessionFeed() {
            @Override
            public long id() {
                return session.id();
            }

            @Override
            public StoredSession snapshot() {
                return session;
            }

            @Override
            public Runnable listen(SessionListener listener) {
                listener.onEnd(session);
                return () -> {};
            }
        };
    }

    private static void fill(FindingStore store, int findings) {
        Path capture = Path.of("million.pcapng").toAbsolutePath();
        SessionRecorder recorder = store.record(
                "million.pcapng", new SessionOrigin(SessionKind.FILE, capture, 1, 1, "1-a", "e"), List.of(capture));
        recorder.names().cluster(names(), START);
        SampleFindings random = new SampleFindings(1, HOSTS);
        for (int from = 0; from < findings; from += BATCH) {
            recorder.record(0, random.list(Math.min(BATCH, findings - from)), () -> {});
        }
        recorder.traffic(0, "eth0", traffic(), () -> {});
        event(recorder, SessionEvent.Kind.POD_TROUBLE, 0.27, "kube-system/coredns-7b5", "Evicted", -1);
        event(recorder, SessionEvent.Kind.POD_STARTED, 0.54, "shop/ledger-6d9", "", -1);
        event(recorder, SessionEvent.Kind.POD_RESTARTED, 0.67, "shop/ledger-q8w", "OOMKilled", 3);
        event(recorder, SessionEvent.Kind.POD_GONE, 0.675, "shop/ledger-x1c", "", -1);
        recorder.finish(SessionState.COMPLETE, report(findings), null);
    }

    private static void event(
            SessionRecorder recorder, SessionEvent.Kind kind, double at, String place, String detail, long count) {
        long time = START + (long) (at * SPAN);
        recorder.event(new SessionEvent(kind, time, time, place, detail, count), () -> {});
    }

    private static List<NameEntry> names() {
        List<NameEntry> names = new ArrayList<>();
        for (String net : List.of("10.77.2.", "10.77.3.")) {
            for (int host = 1; host <= HOSTS; host++) {
                String workload = WORKLOADS.get(host % WORKLOADS.size());
                AddressName name = new AddressName(
                        workload + "-" + host,
                        host % 2 == 0 ? "shop" : "payments",
                        "Deployment/" + workload,
                        null,
                        "worker-" + host % 5,
                        null);
                names.add(new NameEntry(
                        IpAddress.parse(net + host), Endpoint.NO_PORT, NameSource.POD, name, 0, NameEntry.LASTING));
            }
        }
        return names;
    }

    private static Traffic traffic() {
        Random random = new Random(2);
        long length = 1L << 29;
        List<Traffic.Bucket> buckets = new ArrayList<>();
        for (long time = START >> 29 << 29; time < START + SPAN; time += length) {
            double share = (double) (time - START) / SPAN;
            boolean blind = share > 0.38 && share < 0.4;
            long packets = (long) ((4 + 3 * Math.sin(share * 20) + random.nextDouble()) * 1_000);
            if (!blind) {
                buckets.add(new Traffic.Bucket(time, packets, packets * 700));
            }
        }
        return new Traffic(
                length,
                buckets,
                List.of(
                        new Traffic.Loss(Traffic.Loss.Kind.BLIND, START + SPAN * 38 / 100, START + SPAN * 40 / 100, -1),
                        new Traffic.Loss(
                                Traffic.Loss.Kind.DROPPED, START + SPAN * 65 / 100, START + SPAN * 69 / 100, 1_204)));
    }

    private static SessionReport report(int findings) {
        return new SessionReport(
                "pcapng",
                List.of(),
                8L * findings,
                5_000L * findings,
                START,
                START + SPAN,
                findings,
                40,
                0,
                1_204,
                Map.of(),
                true,
                null,
                List.of());
    }
}
