package dev.faultline.agent;

import dev.faultline.agent.kernel.KernelWatch;
import dev.faultline.agent.kernel.OwnProcess;
import dev.faultline.agent.ring.LiveSource;
import dev.faultline.engine.capture.CaptureStatistics;
import dev.faultline.engine.capture.PacketBatch;
import dev.faultline.engine.common.IpAddress;
import dev.faultline.engine.common.Limits;
import dev.faultline.engine.correlate.Sighting;
import dev.faultline.engine.evidence.Parcel;
import dev.faultline.engine.evidence.ParcelKeeper;
import dev.faultline.engine.finding.AgentTexts;
import dev.faultline.engine.finding.Finding;
import dev.faultline.engine.packet.Packet;
import dev.faultline.engine.pipeline.Analysis;
import dev.faultline.engine.pipeline.AnalysisListener;
import dev.faultline.engine.pipeline.AnalysisOptions;
import dev.faultline.engine.pipeline.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Captures and analyses, whoever listens or not, until it is stopped; keeps the packets of what it finds.
/// Thread-safe.
final class RunningCapture {
    private static final System.Logger LOG = System.getLogger(RunningCapture.class.getName());
    private static final long BETWEEN_LOOKS = TimeUnit.SECONDS.toNanos(5);
    /// How long what was captured before the end may take to be analysed.
    private static final Duration LAST_PACKETS = Duration.ofSeconds(10);

    private static final int SHARE_OF_LOOKS = 50;
    private static final long MOST_ANSWERED_BYTES = 4L << 20;
    /// Some four megabytes.
    private static final int MOST_SIGHTINGS = 10_000;

    private final LiveSource source;
    private final Bell bell = new Bell();
    private final FindingJournal journal;
    private final NameJournal names;
    private final SightingJournal sightings = new SightingJournal(MOST_SIGHTINGS);
    private final ParcelShelf shelf;
    private final @Nullable DiskRing disk;
    private final KernelWatch kernel;
    private final CpuBudget cpu;
    private final AnalysisOptions options;
    private final Queue<Consumer<ParcelKeeper>> asked = new ConcurrentLinkedQueue<>();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread analysing;
    private AgentBudget budget;
    private volatile boolean stopping;
    private volatile long settledUntil;
    private volatile long ringFrom;
    private volatile long flows;
    private volatile long incomplete;
    private volatile @Nullable Throwable failure;

    /// What a capture needs to know.
    ///
    /// @param instance names it for the ids of its findings
    /// @param proc `/proc` as the captured namespace has it
    record Plan(String instance, Limits limits, Duration staleTimeout, AgentBudget budget, Path proc) {}

    /// Begins at once.
    ///
    /// @param source where packets come from; closed at the end
    /// @param disk keeps more of the recent packets than memory does; closed at the end; null for none
    RunningCapture(Plan plan, LiveSource source, @Nullable DiskRing disk) {
        this.source = source;
        this.disk = disk;
        budget = plan.budget();
        journal = new FindingJournal(AgentBudget.KEPT_FINDINGS, bell);
        names = new NameJournal(plan.limits().names(), bell);
        shelf = new ParcelShelf(budget.shelfBytes(), bell);
        // Reading is the ring's work already; a reading thread of its own would only add a way to lose packets.
        options = new AnalysisOptions(plan.instance(), plan.limits(), plan.staleTimeout(), false, 1);
        cpu = new CpuBudget(source, budget.cpuPercent(), System.nanoTime(), OwnProcess.cpuNanos());
        kernel = new KernelWatch(plan.instance(), plan.proc(), journal::add);
        Thread.ofPlatform().daemon().name("faultline-kernel").start(this::watchKernel);
        analysing = Thread.ofPlatform().name("faultline-analysis").start(this::run);
    }

    /// Keeps to the processor time allowed; to be called about once a second.
    void lookAtCpu() {
        cpu.look(System.nanoTime(), OwnProcess.cpuNanos());
    }

    /// One flow in so many is analysed now; 1 when all are.
    int oneFlowIn() {
        return cpu.oneIn();
    }

    /// Looks now and then, more seldom where there is so much to see that looking takes its time.
    private void watchKernel() {
        try {
            long pause;
            do {
                long begun = System.nanoTime();
                kernel.look(AgentTime.now());
                pause = Math.max(BETWEEN_LOOKS, SHARE_OF_LOOKS * (System.nanoTime() - begun));
            } while (!ended.await(pause, TimeUnit.NANOSECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.WARNING, "the kernel is not watched any more", e);
        }
    }

    /// What the kernel's counters have grown by.
    SortedMap<String, Long> kernelCounters() {
        return kernel.grown();
    }

    private void run() {
        try (ParcelKeeper keeper =
                new ParcelKeeper(id -> source.interfaces().get(id), budget.evidence(), shelf::add, System::nanoTime)) {
            Listener listener = new Listener(keeper);
            try {
                Analysis.run(source, options, listener);
            } finally {
                listener.end();
            }
        } catch (IOException | RuntimeException | Error e) {
            failure = e;
        } finally {
            ended.countDown();
            bell.ring();
        }
    }

    /// Hears the analysis.
    private final class Listener implements AnalysisListener {
        private final ParcelKeeper keeper;
        private AgentBudget known = budget();

        Listener(ParcelKeeper keeper) {
            this.keeper = keeper;
        }

        @Override
        public void onPacket(PacketBatch batch, int index, Packet packet) {
            keeper.accept(batch, index, packet);
            if (disk != null) {
                disk.accept(batch, index);
            }
        }

        @Override
        public void onFinding(Finding finding) {
            Finding kept = keeper.keep(finding);
            journal.add(cpu.oneIn() == 1 ? kept : kept.lessSure(AgentTexts.REASON_SAMPLED));
        }

        @Override
        public void onAddress(String name, IpAddress address, long time) {
            names.add(name, address, time);
        }

        @Override
        public boolean wantsSightings() {
            return true;
        }

        /// Flows that are left out were not seen, but not lost either.
        @Override
        public void onSightings(List<Sighting> seen, long time) {
            if (cpu.oneIn() == 1) {
                sightings.add(seen, time);
            } else {
                sightings.blind();
            }
        }

        @Override
        public void onBlind() {
            sightings.blind();
        }

        @Override
        public void onFlush() {
            keeper.flush();
            AgentBudget now = budget();
            if (!known.equals(now)) {
                known = now;
                keeper.budget(now.evidence());
            }
            answer();
        }

        private void answer() {
            Consumer<ParcelKeeper> question = asked.poll();
            while (question != null) {
                question.accept(keeper);
                question = asked.poll();
            }
        }

        /// No more packets come.
        void end() {
            keeper.finish();
            answer();
        }

        @Override
        public void onProgress(Progress progress) {
            settledUntil = progress.captureEnd();
            flows = progress.flows();
            ringFrom = keeper.earliest();
            incomplete = keeper.incomplete();
        }

        @Override
        public boolean isCancelled() {
            return stopping;
        }
    }

    /// Rung for whatever is new: findings, packets put aside, names, and the end.
    Bell bell() {
        return bell;
    }

    FindingJournal journal() {
        return journal;
    }

    NameJournal names() {
        return names;
    }

    SightingJournal sightings() {
        return sightings;
    }

    ParcelShelf shelf() {
        return shelf;
    }

    /// Looks for the packets of a flow that are still there.
    ///
    /// @param since only those from then on, nanoseconds since the epoch
    /// @param answer is told once, on another thread; never, when the capture has ended
    void packets(long key, long since, Answer answer) {
        asked.add(keeper -> {
            List<DiskRing.Segment> segments = disk == null ? List.of() : disk.flush();
            if (segments.isEmpty()) {
                answer.found(keeper.find(key, since, MOST_ANSWERED_BYTES));
            } else {
                Thread.ofVirtual().name("faultline-disk").start(() -> answerFromDisk(segments, key, since, answer));
            }
        });
    }

    private static void answerFromDisk(List<DiskRing.Segment> segments, long key, long since, Answer answer) {
        try {
            answer.found(DiskRing.find(segments, key, since, MOST_ANSWERED_BYTES));
        } catch (IOException e) {
            answer.failed("packets on disk cannot be read: " + e.getMessage());
        }
    }

    /// Hears which packets there are.
    interface Answer {
        /// These; none when there are none.
        void found(List<Parcel> parcels);

        /// They cannot be told; says why.
        void failed(String why);
    }

    CaptureStatistics statistics() {
        return source.statistics();
    }

    /// Time of the latest packet that was analysed, nanoseconds since the epoch; 0 before the first.
    long settledUntil() {
        return settledUntil;
    }

    /// Flows that are tracked now.
    long flows() {
        return flows;
    }

    /// Time of the earliest packet that memory still has, nanoseconds since the epoch; 0 before the first.
    long ringFrom() {
        return ringFrom;
    }

    /// Findings of which packets had left memory before they were made.
    long incomplete() {
        return incomplete;
    }

    /// Says anew which packets come.
    LiveSource source() {
        return source;
    }

    synchronized AgentBudget budget() {
        return budget;
    }

    /// Keeps so many packets from now on.
    synchronized void budget(AgentBudget other) {
        budget = other;
        shelf.most(other.shelfBytes());
        cpu.percent(other.cpuPercent());
    }

    /// Why it ended by itself, or null.
    @Nullable
    Throwable failure() {
        return failure;
    }

    boolean hasEnded() {
        return ended.getCount() == 0;
    }

    /// Ends the capture: what was captured is analysed, what is open is told as open, then nothing more comes.
    void stop() throws IOException, InterruptedException {
        stop(LAST_PACKETS);
    }

    /// Ends the capture without a further look at what was captured: nobody would hear of it.
    void abandon() throws IOException, InterruptedException {
        stop(Duration.ZERO);
    }

    private void stop(Duration patience) throws IOException, InterruptedException {
        if (!hasEnded()) {
            source.finish();
        }
        if (!ended.await(patience.toNanos(), TimeUnit.NANOSECONDS)) {
            stopping = true;
        }
        if (!ended.await(10, TimeUnit.SECONDS)) {
            analysing.interrupt();
        }
        source.close();
        if (disk != null) {
            disk.close();
        }
    }
}
