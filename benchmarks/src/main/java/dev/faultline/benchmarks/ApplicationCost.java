package dev.faultline.benchmarks;

import dev.faultline.engine.capture.CaptureSource;
import dev.faultline.engine.capture.PacketBatch;
import dev.faultline.engine.capture.file.CaptureFiles;
import dev.faultline.engine.common.Limits;
import dev.faultline.engine.correlate.Sightings;
import dev.faultline.engine.detect.IcmpDetectors;
import dev.faultline.engine.detect.NetworkDetectors;
import dev.faultline.engine.detect.TcpDetectors;
import dev.faultline.engine.finding.FindingBook;
import dev.faultline.engine.flow.CaptureClock;
import dev.faultline.engine.flow.UdpFlow;
import dev.faultline.engine.flow.UdpFlows;
import dev.faultline.engine.flow.Vantages;
import dev.faultline.engine.packet.Packet;
import dev.faultline.engine.packet.PacketDecoder;
import dev.faultline.engine.tcp.TcpObserver;
import dev.faultline.engine.tcp.TcpTracker;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// What reading applications costs: the CPU of all stages of the engine, on one thread, with and without them, in turn,
/// so that both have what else goes on on the machine.
///
/// `ApplicationCost FILE [ROUNDS]`: prints each round, and the ratio of the medians.
public final class ApplicationCost {
    private static final int WARM_UP = 2;

    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final Path file;
    private final PrintStream out;
    private long packets;
    private long findings;

    private ApplicationCost(Path file, PrintStream out) {
        this.file = file;
        this.out = out;
    }

    /// Measures.
    public static void main(String[] args) throws IOException {
        if (args.length < 1) {
            throw new IllegalArgumentException("usage: ApplicationCost FILE [ROUNDS]");
        }
        new ApplicationCost(Path.of(args[0]), System.out).run(args.length > 1 ? Integer.parseInt(args[1]) : 9);
    }

    private void run(int rounds) throws IOException {
        List<Double> with = new ArrayList<>();
        List<Double> without = new ArrayList<>();
        for (int i = 0; i < WARM_UP + rounds; i++) {
            double all = rate(true);
            long told = findings;
            double some = rate(false);
            boolean counts = i >= WARM_UP;
            out.printf(
                    "%,12.0f packets/s with applications (%d findings), %,12.0f without (%d)%s%n",
                    all, told, some, findings, counts ? "" : ", to warm up");
            if (counts) {
                with.add(all);
                without.add(some);
            }
        }
        double ratio = median(with) / median(without);
        out.printf("%s, %,d packets: with applications %.2f of the rate without%n", file.getFileName(), packets, ratio);
    }

    private static double median(List<Double> rates) {
        Collections.sort(rates);
        return rates.get(rates.size() / 2);
    }

    /// Packets a second of CPU.
    private double rate(boolean applications) throws IOException {
        findings = 0;
        packets = 0;
        long start = threads.getCurrentThreadCpuTime();
        try (CaptureSource source = CaptureFiles.open(file, Limits.DEFAULT);
                PacketBatch batch = new PacketBatch(1 << 20, 4096)) {
            Engine engine = new Engine(source, applications, () -> findings++);
            boolean more = true;
            while (more) {
                more = source.read(batch);
                for (int i = 0; i < batch.size(); i++) {
                    engine.accept(batch, i);
                }
                packets += batch.size();
            }
            engine.end();
        }
        return packets * 1e9 / (threads.getCurrentThreadCpuTime() - start);
    }

    /// The stages, as the analysis of a capture puts them together.
    private static final class Engine {
        private final CaptureSource source;
        private final boolean applications;
        private final CaptureClock clock = new CaptureClock();
        private final PacketDecoder decoder = new PacketDecoder(Limits.DEFAULT);
        private final Vantages vantages;
        private final FindingBook book;
        private final TcpDetectors detectors;
        private final TcpTracker tcp;
        private final UdpFlows udp = new UdpFlows(Limits.DEFAULT);
        private final IcmpDetectors icmp;
        private final NetworkDetectors network;

        Engine(CaptureSource source, boolean applications, Runnable found) {
            this.source = source;
            this.applications = applications;
            vantages = new Vantages(id -> source.interfaces().get(id));
            book = new FindingBook("cost", Limits.DEFAULT, vantages::name, finding -> found.run());
            Sightings sightings = new Sightings(() -> false);
            detectors = new TcpDetectors(book, Limits.DEFAULT, clock, Duration.ofSeconds(10), sightings);
            TcpObserver observer = applications ? detectors : new WithoutApplications(detectors);
            tcp = new TcpTracker(Limits.DEFAULT, clock, observer, null);
            icmp = new IcmpDetectors(book, tcp.quoted(), udp, Limits.DEFAULT, detectors);
            network = new NetworkDetectors(book);
        }

        void accept(PacketBatch batch, int index) {
            Packet packet = decoder.decode(batch, index);
            clock.advance(packet.timestamp());
            tcp.advance();
            icmp.advance(clock.now());
            if (applications) {
                detectors.applications().advance();
            }
            if (packet.hasIp()) {
                int vantage = vantages.of(packet);
                network.accept(packet, vantage);
                transport(packet, vantage);
            } else if (packet.isArp()) {
                icmp.acceptArp(packet, vantages.of(packet));
            }
        }

        private void transport(Packet packet, int vantage) {
            if (packet.isTcp() || packet.hasPartialTcp()) {
                tcp.accept(packet, vantage);
            } else if (packet.isUdp()) {
                UdpFlow flow = udp.accept(packet, vantage);
                network.accept(packet, flow);
                if (applications) {
                    detectors.applications().accept(packet, flow);
                }
            } else if (packet.isIcmp()) {
                icmp.accept(packet, vantage);
            }
        }

        void end() {
            icmp.end(clock.now());
            tcp.end();
            detectors.end(source.statistics(), clock.now(), vantages);
            book.flush();
        }
    }
}
