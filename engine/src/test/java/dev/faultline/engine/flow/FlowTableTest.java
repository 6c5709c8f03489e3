package dev.faultline.engine.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.engine.capture.PacketBatch;
import dev.faultline.engine.common.Limits;
import dev.faultline.engine.packet.IpHeader;
import dev.faultline.engine.packet.PacketDecoder;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FlowTableTest {
    private final FlowTable<Pair> table = new FlowTable<>();
    private final PacketDecoder decoder = new PacketDecoder(Limits.DEFAULT);
    private final PacketBatch batch = new PacketBatch(64, 1);

    private static final class Pair extends Conversation {
        Pair(IpHeader ip, int srcPort, int dstPort, long time) {
            super(ip, srcPort, dstPort, time);
        }

        @Override
        public boolean isClientA() {
            return true;
        }

        void touch(long time) {
            active(time);
        }
    }

    private IpHeader ip(int src, int dst) {
        ByteBuffer packet = ByteBuffer.allocate(20);
        packet.putShort((short) 0x4500)
                .putShort((short) 20)
                .putInt(0)
                .put((byte) 64)
                .put((byte) 99);
        packet.putShort((short) 0).putInt(src).putInt(dst);
        batch.clear();
        MemorySegment.copy(MemorySegment.ofArray(packet.array()), 0, batch.memory(), 0, 20);
        batch.add(1, 0, 20, 20, 0, 0, 101, -1);
        return decoder.decode(batch, 0).ip();
    }

    private Pair add(int src, int srcPort, int dst, int dstPort, long time) {
        IpHeader ip = ip(src, dst);
        Pair added = new Pair(ip, srcPort, dstPort, time);
        table.add(added, ip);
        return added;
    }

    @Test
    void conversationIsFoundInBothDirections() {
        Pair pair = add(1, 1000, 2, 80, 0);

        assertThat(table.find(ip(1, 2), 1000, 80)).isSameAs(pair);
        assertThat(table.find(ip(2, 1), 80, 1000)).isSameAs(pair);
    }

    @Test
    void portsSwappedAreAnotherConversation() {
        add(1, 1000, 2, 80, 0);

        assertThat(table.find(ip(1, 2), 80, 1000)).isNull();
    }

    @Test
    void conversationsOfOneClientAreFoundByIt() {
        Pair first = add(1, 1000, 2, 80, 0);
        Pair second = add(1, 1000, 3, 80, 0);
        add(4, 1000, 2, 80, 0);

        assertThat(table.firstOfClient(4, 0, 1, 1000)).isSameAs(second);
        assertThat(table.nextOfClient(second, 4, 0, 1, 1000)).isSameAs(first);
        assertThat(table.nextOfClient(first, 4, 0, 1, 1000)).isNull();
    }

    @Test
    void idlestIsRemovedFirst() {
        Pair first = add(1, 1, 2, 80, 10);
        Pair second = add(1, 2, 2, 80, 20);
        first.touch(30);

        assertThat(table.removeIdlest()).isSameAs(second);
        assertThat(table.removeIdlest()).isSameAs(first);
        assertThat(table.removeIdlest()).isNull();
    }

    @Test
    void tableAgreesWithAMapAfterManyChanges() {
        Random random = new Random(7);
        Map<Integer, Pair> expected = new HashMap<>();
        for (int i = 0; i < 50_000; i++) {
            int port = random.nextInt(5000);
            Pair known = expected.get(port);
            assertThat(table.find(ip(1, 2), port, 80)).isSameAs(known);
            if (known == null) {
                expected.put(port, add(1, port, 2, 80, i));
            } else {
                table.remove(known);
                expected.remove(port);
            }
        }

        assertThat(table.size()).isEqualTo(expected.size());
    }
}
