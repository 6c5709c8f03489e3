package dev.faultline.agent.wire;

import dev.faultline.engine.correlate.Sighting.Sent;
import dev.faultline.protocol.v1.Sighting;
import java.io.IOException;

/// A sighting of the engine as a message, and back.
public final class SightingCodec {
    private SightingCodec() {}

    /// The message for a sighting.
    public static Sighting encode(dev.faultline.engine.correlate.Sighting sighting) {
        return Sighting.newBuilder()
                .setVantage(sighting.vantage())
                .setMark(sighting.mark())
                .setSrc(FindingCodec.encode(sighting.src()))
                .setDst(FindingCodec.encode(sighting.dst()))
                .setClientTtl(sighting.clientTtl())
                .setFirstSeen(sighting.firstSeen())
                .setChanged(sighting.changed())
                .setClient(encode(sighting.client()))
                .setServer(encode(sighting.server()))
                .build();
    }

    private static dev.faultline.protocol.v1.Sent encode(Sent sent) {
        return dev.faultline.protocol.v1.Sent.newBuilder()
                .setPackets(sent.packets())
                .setSyns(sent.syns())
                .setOpened(sent.opened())
                .setAgain(sent.again())
                .build();
    }

    /// The sighting of a message.
    ///
    /// @param vantage what its vantage point is called here
    /// @param ahead how far the clock there is ahead, in nanoseconds
    /// @throws IOException when the message contradicts itself
    public static dev.faultline.engine.correlate.Sighting decode(Sighting message, String vantage, long ahead)
            throws IOException {
        return new dev.faultline.engine.correlate.Sighting(
                vantage,
                message.getMark(),
                FindingCodec.decode(message.getSrc()),
                FindingCodec.decode(message.getDst()),
                message.getClientTtl(),
                message.getFirstSeen() - ahead,
                message.getChanged() - ahead,
                decode(message.getClient(), ahead),
                decode(message.getServer(), ahead));
    }

    private static Sent decode(dev.faultline.protocol.v1.Sent message, long ahead) {
        long opened = message.getOpened();
        return new Sent(message.getPackets(), message.getSyns(), opened == 0 ? 0 : opened - ahead, message.getAgain());
    }
}
