package dev.faultline.app.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.faultline.app.live.AlternativeFeeds.Way;
import dev.faultline.app.store.FindingQuery;
import dev.faultline.engine.finding.Finding;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class AlternativeFeedsTest {
    private static final FeedPlace NODE = FeedPlace.node("worker-1");
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String CAPTURE = "syn-refused.pcap";

    @TempDir
    private Path folder = Path.of("");

    private final ScriptedAgent agent = new ScriptedAgent(NODE);
    private final ScriptedFeed tcpdump = new ScriptedFeed(NODE);
    private final List<FeedStatus> told = new CopyOnWriteArrayList<>();
    private LiveStore opened;

    @BeforeEach
    void open() {
        opened = new LiveStore(folder, tcpdump.pace());
    }

    @AfterEach
    void close() {
        opened.close();
    }

    private LiveSession start(String... against) throws IOException {
        AlternativeFeeds feeds = new AlternativeFeeds(
                NODE, List.of(against), List.of(new Way("the agent", agent), new Way("tcpdump", tcpdump)));
        LiveSession session = opened.live.start(LivePlan.of("test"), List.of(feeds));
        session.listen(new LiveListener() {
            @Override
            public void onFeeds(List<FeedStatus> feeds) {
                told.add(feeds.getFirst());
            }
        });
        return session;
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        long until = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean() && System.nanoTime() < until) {
            TimeUnit.MILLISECONDS.sleep(5);
        }
        assertThat(condition.getAsBoolean()).isTrue();
    }

    private static FeedState state(LiveSession session) {
        return session.feeds().getFirst().state();
    }

    private void tcpdumpCaptures() throws IOException {
        PcapBytes capture = PcapBytes.of(CAPTURE);
        tcpdump.connects()
                .sends(capture.header())
                .sends(capture, 0, capture.records().size());
    }

    private List<Finding> findings(LiveSession session) {
        List<Finding> found = new ArrayList<>();
        opened.store.forEach(FindingQuery.all(session.session().id()), found::add);
        return found;
    }

    @Test
    void whereTheAgentCannotRunTheNextWayIsTakenAndSaysWhy() throws IOException, InterruptedException {
        agent.fails("the image has no glibc", true);
        tcpdumpCaptures();

        LiveSession session = start();
        await(() -> !findings(session).isEmpty());

        assertThat(session.feeds()).singleElement().satisfies(feed -> {
            assertThat(feed.state()).isInstanceOf(FeedState.Capturing.class);
            assertThat(feed.note()).isEqualTo("with tcpdump; not the agent: the image has no glibc");
        });
        assertThat(told).noneMatch(feed -> feed.state() instanceof FeedState.Lost);
        assertThat(agent.ends()).as("what was made for the agent is removed").isOne();
        session.stop();
        assertThat(session.session().awaitEnd(PATIENCE)).isTrue();
    }

    @Test
    void aWayThatWorksIsNotLeftWhenItIsLostLater() throws IOException, InterruptedException {
        ScriptedAgent.Link link = agent.accepts().greets("one");

        LiveSession session = start("not a better one: it is not installed");
        await(() -> state(session) instanceof FeedState.Capturing);
        agent.fails("the pod is gone", true);
        link.breaks();

        await(() -> state(session) instanceof FeedState.Lost);
        await(session::isIdle);
        assertThat(session.feeds().getFirst().note())
                .isEqualTo("with the agent; not a better one: it is not installed");
        assertThat(tcpdump.opening.getCount()).as("tcpdump is not tried").isOne();
        session.stop();
        assertThat(session.session().awaitEnd(PATIENCE)).isTrue();
    }

    @Test
    void whereNothingWorksTheLastReasonIsTheStateAndTheOthersAreNoted() throws IOException, InterruptedException {
        agent.fails("no glibc", true);
        tcpdump.fails("no rights", true);

        LiveSession session = start();
        await(session::isIdle);

        FeedStatus feed = session.feeds().getFirst();
        assertThat(feed.state()).isEqualTo(new FeedState.Lost("no rights"));
        assertThat(feed.note()).contains("not the agent: no glibc");
        session.stop();
        assertThat(session.session().awaitEnd(PATIENCE)).isTrue();
    }

    @Test
    void stopWhileTheFirstWayIsOpenedTriesNoOther() throws IOException, InterruptedException {
        LiveSession session = start();

        session.stop();

        assertThat(session.session().awaitEnd(PATIENCE)).isTrue();
        assertThat(tcpdump.opening.getCount()).isOne();
    }

    @Test
    void thereIsAtLeastOneWay() {
        assertThatThrownBy(() -> new AlternativeFeeds(NODE, List.of(), List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("worker-1");
    }
}
