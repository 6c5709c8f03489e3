package dev.faultline.app.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.engine.common.Endpoint;
import dev.faultline.engine.common.IpAddress;
import dev.faultline.engine.finding.Blame;
import dev.faultline.engine.finding.Confidence;
import dev.faultline.engine.finding.Finding;
import dev.faultline.engine.finding.FindingKind;
import dev.faultline.engine.finding.FindingState;
import dev.faultline.engine.finding.Severity;
import dev.faultline.engine.flow.Transport;
import dev.faultline.protocol.v1.AgentHello;
import dev.faultline.protocol.v1.DesktopHello;
import dev.faultline.protocol.v1.FromAgent;
import dev.faultline.protocol.v1.Goodbye;
import dev.faultline.protocol.v1.Refusal;
import dev.faultline.protocol.v1.Statistics;
import dev.faultline.protocol.v1.ToAgent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class RemoteCaptureSourceTest {
    private final ScriptedAgent agent = new ScriptedAgent(FeedPlace.node("worker-1"));
    private final List<FeedState> states = new CopyOnWriteArrayList<>();
    private final List<Long> numbers = new CopyOnWriteArrayList<>();
    private final List<Long> corrections = new CopyOnWriteArrayList<>();
    private final List<String> instances = new CopyOnWriteArrayList<>();
    private final RemoteCaptureSource source =
            new RemoteCaptureSource(agent, agent.pace(), states::add, new RemoteCaptureSource.Listener() {
                @Override
                public void onAgent(AgentHello hello) {
                    instances.add(hello.getInstance());
                }

                @Override
                public void onMessage(FromAgent message, long correction) {
                    numbers.add(message.getFinding().getNumber());
                    corrections.add(correction);
                }

                @Override
                public void onRest() {
                    // Everything is noted at once here.
                }

                @Override
                public void onStatistics(Statistics statistics) {
                    // Asked for below.
                }
            });
    private final Thread running = Thread.ofVirtual().unstarted(source::run);

    @AfterEach
    void end() throws InterruptedException {
        source.stop();
        running.interrupt();
        running.join();
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!condition.getAsBoolean() && System.nanoTime() < until) {
            Thread.sleep(Duration.ofMillis(5));
        }
        assertThat(condition.getAsBoolean()).isTrue();
    }

    static Finding finding(String id) {
        return new Finding(
                id,
                FindingKind.TCP_CONNECT_REFUSED,
                Severity.ERROR,
                FindingState.FINAL,
                Confidence.HIGH,
                List.of(),
                null,
                1_000_000_000_000L,
                1_000_000_000_000L,
                1,
                Transport.TCP,
                new Endpoint(IpAddress.parse("10.1.0.5"), 40_000),
                new Endpoint(IpAddress.parse("10.1.0.6"), 80),
                Blame.DST,
                null,
                0,
                List.of("eth0"),
                List.of(),
                null,
                Map.of(),
                List.of());
    }

    private FeedState last() {
        return states.isEmpty() ? new FeedState.Starting() : states.getLast();
    }

    @Test
    void sourceAsksForAllAtFirstAndSaysWhatItSpeaks() throws Exception {
        ScriptedAgent.Link link = agent.accepts();
        running.start();
        DesktopHello hello = link.next().getHello();
        assertThat(hello.getVersionFrom()).isEqualTo(1);
        assertThat(hello.getInstance()).isEmpty();
        assertThat(hello.getSince()).isZero();
        link.greets("a");
        await(() -> last() instanceof FeedState.Capturing);
        assertThat(states).containsExactly(new FeedState.Starting(), new FeedState.Capturing());
    }

    @Test
    void sourceGoesOnBehindWhatItHasAfterACut() throws Exception {
        ScriptedAgent.Link first = agent.accepts();
        ScriptedAgent.Link second = agent.accepts();
        running.start();
        first.greets("a").tells(1, finding("aa")).tells(2, finding("bb"));
        await(() -> numbers.size() == 2);
        first.breaksInside(FromAgent.newBuilder()
                .setGoodbye(Goodbye.newBuilder().setWhy("never read to its end"))
                .build());
        DesktopHello hello = second.next().getHello();
        assertThat(hello.getInstance()).isEqualTo("a");
        assertThat(hello.getSince()).isEqualTo(2);
        second.greets("a").tells(2, finding("bb")).tells(3, finding("cc"));
        await(() -> numbers.size() == 3);
        assertThat(numbers).containsExactly(1L, 2L, 3L);
        assertThat(instances).containsExactly("a");
        assertThat(source.missed()).isZero();
        assertThat(states)
                .anySatisfy(state -> assertThat(state)
                        .isInstanceOfSatisfying(
                                FeedState.Reconnecting.class,
                                again -> assertThat(again.missed()).isZero()));
    }

    @Test
    void otherStartOfTheAgentIsHeardFromItsFirstFindingAndTheGapIsTold() throws Exception {
        ScriptedAgent.Link first = agent.accepts();
        running.start();
        first.greets("a").tells(7, finding("aa"));
        await(() -> numbers.size() == 1);
        first.breaks();
        await(() -> last() instanceof FeedState.Reconnecting);
        agent.clock.addAndGet(Duration.ofSeconds(4).toNanos());
        ScriptedAgent.Link second = agent.accepts();
        second.greets("b").tells(1, finding("bb"));
        await(() -> numbers.size() == 2);
        assertThat(instances).containsExactly("a", "b");
        assertThat(Duration.ofNanos(source.missed())).isEqualTo(Duration.ofSeconds(4));
    }

    @Test
    void countsOfAllStartsAddUp() throws Exception {
        ScriptedAgent.Link first = agent.accepts();
        ScriptedAgent.Link second = agent.accepts();
        running.start();
        first.greets("a").says(statistics(100, 1));
        await(() -> source.counts().packets() == 100);
        first.says(statistics(110, 1)).breaks();
        second.greets("b").says(statistics(5, 2));
        await(() -> source.counts().packets() == 115);
        assertThat(source.counts().droppedByKernel()).isEqualTo(3);
    }

    private static FromAgent statistics(long packets, long dropped) {
        return FromAgent.newBuilder()
                .setStatistics(Statistics.newBuilder().setPackets(packets).setDroppedByKernel(dropped))
                .build();
    }

    @Test
    void timesOfAWrongClockAreCorrected() throws Exception {
        agent.runsAhead(Duration.ofMinutes(-7));
        ScriptedAgent.Link link = agent.accepts();
        running.start();
        link.greets("a").tells(1, finding("aa"));
        await(() -> numbers.size() == 1);
        assertThat(Duration.ofNanos(corrections.getFirst()))
                .isBetween(
                        Duration.ofMinutes(-7).minusSeconds(5),
                        Duration.ofMinutes(-7).plusSeconds(5));
        assertThat(source.clockOffset()).isNegative();
    }

    @Test
    void smallDifferenceOfClocksChangesNoTime() throws Exception {
        agent.runsAhead(Duration.ofMillis(30));
        ScriptedAgent.Link link = agent.accepts();
        running.start();
        link.greets("a").tells(1, finding("aa"));
        await(() -> numbers.size() == 1);
        assertThat(corrections).containsExactly(0L);
    }

    @ParameterizedTest
    @CsvSource({"2, 3, newer", "0, 0, older"})
    void agentOfAnotherVersionIsToldAndNotTriedAgain(int from, int to, String word) throws Exception {
        ScriptedAgent.Link link = agent.accepts();
        running.start();
        link.greets("a", from, to);
        running.join();
        assertThat(last())
                .isInstanceOfSatisfying(
                        FeedState.Lost.class, lost -> assertThat(lost.why()).contains("9.9", word));
        assertThat(link.isClosed()).isTrue();
    }

    @Test
    void refusalIsToldAndNotTriedAgain() throws Exception {
        ScriptedAgent.Link link = agent.accepts();
        running.start();
        link.greets("a")
                .says(FromAgent.newBuilder()
                        .setRefusal(Refusal.newBuilder().setWhy("the desktop speaks version 7"))
                        .build());
        running.join();
        assertThat(last())
                .isInstanceOfSatisfying(
                        FeedState.Lost.class, lost -> assertThat(lost.why()).contains("version 7"));
    }

    @Test
    void silentAgentIsJoinedAgain() throws Exception {
        ScriptedAgent.Link first = agent.accepts();
        ScriptedAgent.Link second = agent.accepts();
        running.start();
        first.greets("a").tells(1, finding("aa"));
        await(() -> numbers.size() == 1);
        await(() -> {
            agent.clock.addAndGet(Duration.ofSeconds(1).toNanos());
            return first.isClosed();
        });
        assertThat(second.next().getHello().getSince()).isEqualTo(1);
        assertThat(states)
                .anySatisfy(state -> assertThat(state)
                        .isInstanceOfSatisfying(
                                FeedState.Reconnecting.class,
                                again -> assertThat(again.why()).contains("15")));
    }

    @Test
    void stoppedSourceReadsToTheGoodbye() throws Exception {
        ScriptedAgent.Link link = agent.accepts();
        running.start();
        link.greets("a");
        await(() -> last() instanceof FeedState.Capturing);
        source.stop();
        ToAgent message = link.next();
        while (!message.hasStop()) {
            message = link.next();
        }
        link.tells(1, finding("aa")).saysGoodbye("the capture was stopped");
        running.join();
        assertThat(numbers).containsExactly(1L);
        assertThat(last()).isEqualTo(new FeedState.Ended());
    }

    /// A busy agent analyses for ten seconds at most what it has captured.
    @Test
    void stoppedSourceWaitsForAnAgentThatStillTellsWhatItFinds() throws Exception {
        ScriptedAgent.Link link = agent.accepts();
        running.start();
        link.greets("a");
        await(() -> last() instanceof FeedState.Capturing);
        source.stop();
        for (int number = 1; number <= 2; number++) {
            agent.clock.addAndGet(Duration.ofSeconds(4).toNanos());
            link.tells(number, finding("a" + number));
            int told = number;
            await(() -> numbers.size() == told);
        }
        agent.clock.addAndGet(Duration.ofSeconds(3).toNanos());
        link.tells(3, finding("a3")).saysGoodbye("the capture was stopped");
        running.join();
        assertThat(numbers).containsExactly(1L, 2L, 3L);
        assertThat(last()).isEqualTo(new FeedState.Ended());
    }

    @Test
    void stoppedSourceDoesNotWaitForAnAgentThatSaysNothing() throws Exception {
        ScriptedAgent.Link link = agent.accepts();
        running.start();
        link.greets("a");
        await(() -> last() instanceof FeedState.Capturing);
        source.stop();
        await(() -> {
            agent.clock.addAndGet(Duration.ofSeconds(1).toNanos());
            return !running.isAlive();
        });
        assertThat(last()).isEqualTo(new FeedState.Ended());
    }

    @Test
    void agentThatEndsByItselfIsToldAndStartedAgain() throws Exception {
        ScriptedAgent.Link first = agent.accepts();
        ScriptedAgent.Link second = agent.accepts();
        running.start();
        first.greets("a").saysGoodbye("the capture failed");
        second.greets("b");
        await(() -> instances.size() == 2);
        assertThat(states)
                .anySatisfy(state -> assertThat(state)
                        .isInstanceOfSatisfying(
                                FeedState.Reconnecting.class,
                                again -> assertThat(again.why()).contains("the capture failed")));
    }

    @Test
    void otherFilterIsSentOnce() throws Exception {
        ScriptedAgent.Link link = agent.accepts();
        agent.wants(new AgentFilter(Set.of(IpAddress.parse("10.1.0.5")), Set.of(10_250)));
        running.start();
        link.greets("a");
        List<ToAgent> said = new ArrayList<>(List.of(link.next(), link.next()));
        assertThat(said.get(1).getFilter().getHostsList()).hasSize(1);
        assertThat(said.get(1).getFilter().getWithoutTcpPortsList()).containsExactly(10_250);
        agent.wants(new AgentFilter(Set.of(), Set.of()));
        assertThat(link.next().getFilter().getHostsList()).isEmpty();
        assertThat(link.heard.stream().filter(ToAgent::hasFilter)).hasSize(2);
    }

    @Test
    void lastingFailureToJoinIsTheEnd() throws Exception {
        agent.fails("no right", true);
        running.start();
        running.join();
        assertThat(states).containsExactly(new FeedState.Starting(), new FeedState.Lost("no right"));
    }

    @Test
    void otherThingThanAnAgentIsACutWithItsReason() throws Exception {
        ScriptedAgent.Link link = agent.accepts();
        running.start();
        link.saysRaw("sh: faultline-agent: not found\n".repeat(20));
        await(() -> last() instanceof FeedState.Reconnecting);
        assertThat(states)
                .anySatisfy(state -> assertThat(state)
                        .isInstanceOfSatisfying(
                                FeedState.Reconnecting.class,
                                again -> assertThat(again.why()).contains("not a message of an agent")));
    }
}
