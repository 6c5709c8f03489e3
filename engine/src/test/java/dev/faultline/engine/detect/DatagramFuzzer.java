package dev.faultline.engine.detect;

import java.nio.ByteBuffer;
import java.util.Arrays;

/// What a fuzzer drives: bytes become datagrams between a client and a server of DNS, as pieces like those of
/// [StreamFuzzer].
final class DatagramFuzzer {
    private static final String CLIENT = "10.0.0.1";
    private static final String SERVER = "10.0.0.53";
    private static final int UDP = 17;
    private static final int DNS = 53;
    private static final int MULTICAST_DNS = 5353;

    private DatagramFuzzer() {}

    static void run(byte[] data) {
        StreamFuzzer.BUDGET.run(data.length, () -> analyse(data));
    }

    private static void analyse(byte[] data) {
        Scene scene = new Scene();
        double time = 0.01;
        int at = 0;
        while (at + 2 <= data.length) {
            int flags = data[at] & 0xff;
            int length = Math.min(data[at + 1] & 0xff, data.length - at - 2);
            byte[] message = Arrays.copyOfRange(data, at + 2, at + 2 + length);
            at += 2 + length;
            time += (flags >> 4) * 0.9 + 0.001;
            scene.at(time);
            datagram(scene, flags, message);
        }
        scene.at(time + 100).udp("10.9.9.1", 1, "10.9.9.2", 2).findings().forEach(StreamFuzzer::check);
    }

    private static void datagram(Scene scene, int flags, byte[] message) {
        boolean server = (flags & StreamFuzzer.FROM_SERVER) != 0;
        int port = (flags & StreamFuzzer.CLOSE) != 0 ? MULTICAST_DNS : DNS;
        int other = (flags & StreamFuzzer.SWAPPED) != 0 ? 40_001 : 40_000;
        ByteBuffer udp = ByteBuffer.allocate(8 + message.length);
        udp.putShort((short) (server ? port : other))
                .putShort((short) (server ? other : port))
                .putShort((short) udp.capacity())
                .putShort((short) 0)
                .put(message);
        byte[] packet = scene.ip(server ? SERVER : CLIENT, server ? CLIENT : SERVER, UDP, udp.array());
        int cut = (flags & StreamFuzzer.GAP) != 0 ? message.length / 2 : 0;
        scene.packet(packet, packet.length - cut);
    }
}
