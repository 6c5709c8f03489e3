package dev.faultline.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.agent.wire.MessageReader;
import dev.faultline.agent.wire.MessageWriter;
import dev.faultline.engine.capture.CaptureInterface;
import dev.faultline.engine.capture.PacketBatch;
import dev.faultline.engine.evidence.Parcel;
import dev.faultline.engine.evidence.ParcelBuilder;
import dev.faultline.engine.finding.FindingKind;
import dev.faultline.protocol.v1.FromAgent;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PacketTellingTest {
    private final Bell bell = new Bell();
    private final ParcelShelf shelf = new ParcelShelf(10_000, bell);
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PacketTelling telling = new PacketTelling(shelf, bell, new MessageWriter(bytes));

    @Test
    void desktopThatTakesNothingIsSentAFewOnly() throws IOException {
        fill(20);
        telling.begin(0);

        assertThat(tellAll()).isEqualTo(PacketTelling.UNDER_WAY);
        assertThat(telling.isBehind()).isTrue();
    }

    @Test
    void eachOneTakenLetsOneFollow() throws IOException {
        fill(20);
        telling.begin(0);
        tellAll();
        telling.taken();
        telling.taken();

        assertThat(tellAll()).isEqualTo(2);
        assertThat(numbers()).containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L, 10L);
    }

    @Test
    void answerComesBeforePacketsOfFindings() throws IOException {
        fill(2);
        telling.begin(0);
        telling.answer(9, List.of(parcel(FindingKind.TCP_STALE, 10)));
        tellAll();

        assertThat(numbers()).containsExactly(0L, 0L, 1L, 2L);
    }

    @Test
    void kindThatTakesTheMostMakesRoomFirst() throws IOException {
        shelf.add(parcel(FindingKind.DNS_TIMEOUT, 1000));
        for (int i = 0; i < 20; i++) {
            shelf.add(parcel(FindingKind.TCP_STALE, 1000));
        }

        assertThat(shelf.bytes()).isLessThanOrEqualTo(10_000);
        assertThat(shelf.evicted()).isGreaterThan(0);
        telling.begin(0);
        tellAll();
        assertThat(numbers()).startsWith(1L).doesNotContain(2L);
    }

    private void fill(int parcels) throws IOException {
        for (int i = 0; i < parcels; i++) {
            shelf.add(parcel(FindingKind.TCP_STALE, 10));
        }
    }

    private int tellAll() throws IOException {
        int told = 0;
        while (telling.tell()) {
            told++;
        }
        return told;
    }

    private List<Long> numbers() throws IOException {
        List<Long> numbers = new ArrayList<>();
        var in = new MessageReader<>(new ByteArrayInputStream(bytes.toByteArray()), FromAgent.parser());
        FromAgent message = in.read();
        while (message != null) {
            numbers.add(message.getEvidence().getNumber());
            message = in.read();
        }
        return numbers;
    }

    private static Parcel parcel(FindingKind kind, int packetBytes) throws IOException {
        ParcelBuilder builder = new ParcelBuilder(kind, id -> new CaptureInterface(0, "eth0", "", 1, 0));
        try (PacketBatch batch = new PacketBatch(1 << 12, 1)) {
            batch.add(1, 0, packetBytes, packetBytes, 0, 0, 1, -1);
            builder.add(batch, 0, 1);
        }
        return builder.build();
    }
}
