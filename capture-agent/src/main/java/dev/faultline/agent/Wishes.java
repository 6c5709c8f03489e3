package dev.faultline.agent;

import com.google.protobuf.ByteString;
import dev.faultline.agent.ring.CaptureFilter;
import dev.faultline.agent.ring.FilterExpression;
import dev.faultline.agent.wire.FindingCodec;
import dev.faultline.agent.wire.MessageWriter;
import dev.faultline.engine.common.IpAddress;
import dev.faultline.engine.evidence.Parcel;
import dev.faultline.engine.flow.FlowKey;
import dev.faultline.protocol.v1.FilterWanted;
import dev.faultline.protocol.v1.FromAgent;
import dev.faultline.protocol.v1.LimitsWanted;
import dev.faultline.protocol.v1.PacketsWanted;
import dev.faultline.protocol.v1.Rejection;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

/// Does what a desktop wants of the capture, or says why not; either way the capture goes on. For one thread.
final class Wishes {
    private final RunningCapture capture;
    private final AgentLife life;
    private final PacketTelling packets;
    private final MessageWriter out;
    private final AtomicBoolean asking = new AtomicBoolean();

    Wishes(RunningCapture capture, AgentLife life, PacketTelling packets, MessageWriter out) {
        this.capture = capture;
        this.life = life;
        this.packets = packets;
        this.out = out;
    }

    /// Captures by another filter.
    void filter(FilterWanted wanted) throws IOException {
        try {
            Set<IpAddress> hosts = new HashSet<>();
            for (ByteString host : wanted.getHostsList()) {
                hosts.add(FindingCodec.decode(host));
            }
            capture.source()
                    .filter(new CaptureFilter(
                            hosts,
                            Set.copyOf(wanted.getWithoutTcpPortsList()),
                            FilterExpression.compile(wanted.getExpression())));
            if (wanted.getInterfacesCount() + wanted.getWithoutInterfacesCount() > 0) {
                capture.source()
                        .interfaces(
                                Set.copyOf(wanted.getInterfacesList()), Set.copyOf(wanted.getWithoutInterfacesList()));
            }
        } catch (IOException | IllegalArgumentException e) {
            reject("filter", String.valueOf(e.getMessage()), 0);
        }
    }

    /// Keeps to other limits.
    void limits(LimitsWanted wanted) throws IOException {
        AgentBudget now = capture.budget();
        try {
            AgentBudget other = new AgentBudget(
                    now.ringBytes(),
                    wanted.hasEvidenceBytes() ? wanted.getEvidenceBytes() : now.shelfBytes(),
                    wanted.hasPacketsBefore() ? wanted.getPacketsBefore() : now.packetsBefore(),
                    wanted.hasPacketsAfter() ? wanted.getPacketsAfter() : now.packetsAfter(),
                    wanted.hasCpuPercent() ? wanted.getCpuPercent() : now.cpuPercent());
            capture.budget(other.within(Runtime.getRuntime().maxMemory()));
        } catch (IllegalArgumentException e) {
            reject("limits", String.valueOf(e.getMessage()), 0);
            return;
        }
        if (wanted.hasIdleTimeout()) {
            life.idleTimeout(wanted.getIdleTimeout());
        }
        if (wanted.hasDeadline()) {
            life.deadline(wanted.getDeadline());
        }
    }

    /// Looks for the packets of a flow.
    void packets(PacketsWanted wanted) throws IOException {
        long request = wanted.getRequest();
        if (!packets.isWanted()) {
            reject("packets", "the desktop did not say that it takes packets", request);
            return;
        }
        if (!asking.compareAndSet(false, true)) {
            reject("packets", "one request at a time", request);
            return;
        }
        try {
            long key = FlowKey.of(
                    FindingCodec.transport(wanted.getTransport()),
                    FindingCodec.decode(wanted.getSrc()),
                    FindingCodec.decode(wanted.getDst()));
            capture.packets(key, AgentTime.now() - wanted.getLastNanos(), new Answering(request));
        } catch (IOException e) {
            asking.set(false);
            reject("packets", String.valueOf(e.getMessage()), request);
        }
    }

    /// Passes an answer on.
    private final class Answering implements RunningCapture.Answer {
        private final long request;

        Answering(long request) {
            this.request = request;
        }

        @Override
        public void found(List<Parcel> parcels) {
            asking.set(false);
            packets.answer(request, parcels);
        }

        @Override
        public void failed(String why) {
            asking.set(false);
            try {
                reject("packets", why, request);
            } catch (IOException e) {
                // Whoever reads learns that the desktop has gone.
                System.getLogger(Wishes.class.getName()).log(System.Logger.Level.DEBUG, "{0}", e.toString());
            }
        }
    }

    private void reject(String what, String why, long request) throws IOException {
        out.write(FromAgent.newBuilder()
                .setRejection(Rejection.newBuilder().setWhat(what).setWhy(why).setRequest(request))
                .build());
    }
}
