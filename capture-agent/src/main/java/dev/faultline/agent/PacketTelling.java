package dev.faultline.agent;

import com.google.protobuf.ByteString;
import dev.faultline.agent.wire.MessageWriter;
import dev.faultline.engine.evidence.Parcel;
import dev.faultline.protocol.v1.EvidenceTold;
import dev.faultline.protocol.v1.FromAgent;
import java.io.IOException;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// Sends packets to one desktop, no faster than it takes them. One thread tells; any may answer or say that
/// packets were taken.
final class PacketTelling {
    /// Messages that the desktop has not taken yet, at most.
    static final int UNDER_WAY = 8;

    private final ParcelShelf shelf;
    private final Bell bell;
    private final MessageWriter out;
    private final AtomicInteger underWay = new AtomicInteger();
    private final Queue<EvidenceTold> answers = new ConcurrentLinkedQueue<>();
    private volatile boolean wanted;
    private long told;

    PacketTelling(ParcelShelf shelf, Bell bell, MessageWriter out) {
        this.shelf = shelf;
        this.bell = bell;
        this.out = out;
    }

    /// The desktop wants packets, those behind a number.
    void begin(long since) {
        told = since;
        wanted = true;
    }

    /// Whether the desktop wants packets.
    boolean isWanted() {
        return wanted;
    }

    /// The desktop has dealt with the oldest message under way.
    void taken() {
        underWay.updateAndGet(count -> Math.max(0, count - 1));
        bell.ring();
    }

    /// The packets that were asked for.
    void answer(long request, List<Parcel> parcels) {
        for (Parcel parcel : parcels) {
            answers.add(message(parcel).setRequest(request).build());
        }
        answers.add(EvidenceTold.newBuilder().setRequest(request).setLast(true).build());
        bell.ring();
    }

    /// Sends one message where there is one and the desktop takes it.
    ///
    /// @return whether it did
    boolean tell() throws IOException {
        if (!wanted || underWay.get() >= UNDER_WAY) {
            return false;
        }
        EvidenceTold next = next();
        if (next == null) {
            return false;
        }
        underWay.incrementAndGet();
        out.write(FromAgent.newBuilder().setEvidence(next).build());
        return true;
    }

    /// Somebody waits for an answer; findings' packets come behind it.
    private @Nullable EvidenceTold next() {
        EvidenceTold answer = answers.poll();
        if (answer != null) {
            return answer;
        }
        ParcelShelf.Entry entry = shelf.after(told);
        if (entry == null) {
            return null;
        }
        told = entry.number();
        return message(entry.parcel())
                .setNumber(entry.number())
                .addAllFindings(entry.parcel().findings())
                .build();
    }

    /// Whether there are packets that the desktop has not been sent.
    boolean isBehind() {
        return wanted && (!answers.isEmpty() || shelf.after(told) != null);
    }

    private static EvidenceTold.Builder message(Parcel parcel) {
        EvidenceTold.Builder message = EvidenceTold.newBuilder().setPcapng(ByteString.copyFrom(parcel.pcapng()));
        for (int i = 0; i < parcel.packets(); i++) {
            message.addFrames(parcel.frame(i));
        }
        return message;
    }
}
