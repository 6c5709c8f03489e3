package dev.faultline.app.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.engine.capture.CaptureInterface;
import dev.faultline.engine.capture.PacketBatch;
import dev.faultline.engine.common.Limits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class FeedSourceTest {
    private final PcapBytes capture = PcapBytes.of("syn-refused.pcap");
    private final ScriptedFeed feed = new ScriptedFeed(FeedPlace.pod("shop", "cart-5f7", "worker-1"));
    private final List<FeedState> states = new ArrayList<>();
    private final FeedSource source = new FeedSource(feed, Limits.DEFAULT, feed.pace(), states::add);
    private final PacketBatch batch = new PacketBatch(1 << 16, 1024);

    @AfterEach
    void close() {
        source.close();
        batch.close();
    }

    /// Reads until a batch is as wanted.
    private void readUntil(Predicate<PacketBatch> wanted) {
        do {
            assertThat(source.read(batch)).isTrue();
        } while (!wanted.test(batch));
    }

    private static boolean hasPackets(PacketBatch read) {
        return read.size() > 0;
    }

    private static boolean isQuiet(PacketBatch read) {
        return read.quietUntil() != PacketBatch.NO_TIME;
    }

    private static boolean isBlind(PacketBatch read) {
        return read.blindFrom() != PacketBatch.NO_TIME;
    }

    private boolean readToEnd() {
        while (source.read(batch)) {
            // quiet or not
        }
        return true;
    }

    @Test
    void packetIsHandedOutWhenItHasComeThoughTheBatchHasRoom() {
        feed.connects().sends(capture.header()).sends(capture, 0, 1);

        readUntil(FeedSourceTest::hasPackets);

        assertThat(batch.size()).isEqualTo(1);
        assertThat(batch.timestamp(0)).isEqualTo(capture.time(0));
        assertThat(states).containsExactly(new FeedState.Starting(), new FeedState.Capturing());
    }

    @Test
    void packetsAreSeenAtThePlace() {
        feed.connects().sends(capture.header()).sends(capture, 0, 1);

        readUntil(FeedSourceTest::hasPackets);

        assertThat(source.interfaces())
                .singleElement()
                .extracting(CaptureInterface::name)
                .isEqualTo("shop/cart-5f7");
    }

    @Test
    void quietFeedTellsTimeByItsOwnPacketsAndSigns() {
        ScriptedFeed.Connection connection =
                feed.connects().sends(capture.header()).sends(capture, 0, 1);
        readUntil(FeedSourceTest::hasPackets);

        feed.pass(Duration.ofSeconds(7));
        connection.signs();
        feed.pass(Duration.ofSeconds(1));
        readUntil(FeedSourceTest::isQuiet);

        assertThat(batch.quietUntil())
                .isEqualTo(capture.time(0) + Duration.ofSeconds(5).toNanos());
    }

    @Test
    void timeStandsStillWithoutASignOfLife() {
        feed.connects().sends(capture.header()).sends(capture, 0, 1);
        readUntil(FeedSourceTest::hasPackets);

        feed.pass(Duration.ofSeconds(10));

        for (int i = 0; i < 3; i++) {
            assertThat(source.read(batch)).isTrue();
            assertThat(isQuiet(batch)).isFalse();
        }
    }

    @Test
    void silenceInTheMiddleOfAPacketBreaksTheConnectionToo() {
        ScriptedFeed.Connection first = feed.connects().sends(capture.header()).sends(capture, 0, 1);
        readUntil(FeedSourceTest::hasPackets);
        feed.connects().sends(capture.header()).sends(capture, 1, 2).ends(FeedEnd.ORDERLY);

        first.sends(Arrays.copyOf(capture.records().get(1), 20));
        feed.pass(Duration.ofSeconds(16));
        readToEnd();

        assertThat(source.statistics().packets()).isEqualTo(2);
        assertThat(states).hasAtLeastOneElementOfType(FeedState.Reconnecting.class);
    }

    @Test
    void silenceBreaksTheConnectionAndOpensAnother() {
        feed.connects().sends(capture.header()).sends(capture, 0, 1);
        feed.connects().sends(capture.header()).sends(capture, 1, 2);
        readUntil(FeedSourceTest::hasPackets);

        feed.pass(Duration.ofSeconds(16));
        readUntil(FeedSourceTest::isBlind);
        readUntil(FeedSourceTest::hasPackets);

        assertThat(states).contains(new FeedState.Reconnecting("no sign of life for 15 s", 1, Duration.ofSeconds(16)));
        assertThat(source.missed()).isEqualTo(Duration.ofSeconds(16).toNanos());
    }

    @Test
    void whatIsMissedWhileConnectingAgainCountsThoughTheConnectionNeverComes() {
        feed.connects().sends(capture.header()).sends(capture, 0, 1).breaks("cut");
        readUntil(FeedSourceTest::hasPackets);
        feed.fails("the server is gone", false);
        feed.fails("still gone", true);

        feed.pass(Duration.ofSeconds(40));
        readToEnd();

        assertThat(source.missed()).isEqualTo(Duration.ofSeconds(40).toNanos());
        feed.pass(Duration.ofSeconds(40));
        assertThat(source.missed()).isEqualTo(Duration.ofSeconds(40).toNanos());
    }

    @Test
    void dropsAreToldWhileItCaptures() {
        ScriptedFeed.Connection connection =
                feed.connects().sends(capture.header()).sends(capture, 0, 1);
        readUntil(FeedSourceTest::hasPackets);

        connection.drops(7);
        assertThat(source.statistics().droppedByKernel()).isEqualTo(7);

        connection.ends(new FeedEnd(true, "", 1, 9, 0));
        readToEnd();
        assertThat(source.statistics().droppedByKernel()).isEqualTo(9);
    }

    @Test
    void gapIsToldInTheTimeOfThePackets() {
        ScriptedFeed.Connection first = feed.connects().sends(capture.header()).sends(capture, 0, 1);
        readUntil(FeedSourceTest::hasPackets);
        feed.pass(Duration.ofSeconds(3));
        first.signs();
        first.ends(FeedEnd.broken("API server gone"));
        feed.connects().sends(capture.header()).sends(capture, 1, 2);

        readUntil(FeedSourceTest::isBlind);

        assertThat(batch.blindFrom())
                .isEqualTo(capture.time(0) + Duration.ofSeconds(3).toNanos());
        assertThat(batch.blindUntil()).isEqualTo(batch.blindFrom());
        assertThat(states).contains(new FeedState.Reconnecting("API server gone", 1, Duration.ZERO));
    }

    @Test
    void framesAreCountedOnBehindAGap() {
        feed.connects().sends(capture.header()).sends(capture, 0, 2).ends(FeedEnd.broken("cut"));
        feed.connects().sends(capture.header()).sends(capture, 2, 3);

        readUntil(FeedSourceTest::isBlind);
        readUntil(FeedSourceTest::hasPackets);

        assertThat(batch.frameNumber(0)).isEqualTo(3);
        assertThat(batch.interfaceId(0)).isZero();
        assertThat(source.statistics().packets()).isEqualTo(3);
    }

    @Test
    void streamThatEndsWithinAPacketIsACutWhateverIsSaid() {
        byte[] record = capture.records().get(1);
        feed.connects()
                .sends(capture.header())
                .sends(capture, 0, 1)
                .sends(Arrays.copyOf(record, 20))
                .ends(FeedEnd.ORDERLY);
        feed.connects().sends(capture.header()).sends(capture, 1, 2).ends(FeedEnd.ORDERLY);

        readToEnd();

        assertThat(source.statistics().packets()).isEqualTo(2);
        assertThat(states).hasAtLeastOneElementOfType(FeedState.Reconnecting.class);
        assertThat(states.getLast()).isEqualTo(new FeedState.Ended());
    }

    @Test
    void streamThatBreaksIsOpenedAgainAndSaysWhy() {
        feed.connects().sends(capture.header()).sends(capture, 0, 1).breaks("Connection reset");
        feed.connects().ends(FeedEnd.ORDERLY);

        readToEnd();

        assertThat(states).contains(new FeedState.Reconnecting("Connection reset", 1, Duration.ZERO));
    }

    @Test
    void triesAreCountedUntilOneSucceeds() {
        feed.fails("no route", false);
        feed.fails("refused", false);
        feed.connects().sends(capture.header()).ends(FeedEnd.ORDERLY);

        readToEnd();

        assertThat(states)
                .containsExactly(
                        new FeedState.Starting(),
                        new FeedState.Reconnecting("no route", 1, Duration.ZERO),
                        new FeedState.Reconnecting("refused", 2, Duration.ZERO),
                        new FeedState.Capturing(),
                        new FeedState.Ended());
    }

    @Test
    void feedThatCannotBeOpenedForGoodIsLost() {
        feed.fails("the pod is gone", true);

        assertThat(source.read(batch)).isFalse();
        assertThat(states).containsExactly(new FeedState.Starting(), new FeedState.Lost("the pod is gone"));
    }

    @Test
    void dropsThatTheFarEndTellsAtItsEndAreCounted() {
        feed.connects().sends(capture.header()).sends(capture, 0, 1).ends(new FeedEnd(true, "", 1, 7, 2));

        readToEnd();

        assertThat(source.statistics().droppedByKernel()).isEqualTo(7);
        assertThat(source.statistics().droppedByInterface()).isEqualTo(2);
    }

    @Test
    void stopEndsAFeedThatIsQuietAndReadsWhatHasCome() {
        ScriptedFeed.Connection connection =
                feed.connects().sends(capture.header()).sends(capture, 0, 1);
        readUntil(FeedSourceTest::hasPackets);

        connection.sends(capture, 1, 2);
        source.stop();
        readToEnd();

        assertThat(connection.isClosed()).isTrue();
        assertThat(source.statistics().packets()).isEqualTo(2);
        assertThat(states.getLast()).isEqualTo(new FeedState.Ended());
    }

    @Test
    void stopEndsAFeedThatIsBeingOpened() throws InterruptedException {
        Thread reader = Thread.ofVirtual().start(this::readToEnd);
        feed.opening.await();

        source.stop();
        reader.join();

        assertThat(states.getLast()).isEqualTo(new FeedState.Ended());
    }
}
