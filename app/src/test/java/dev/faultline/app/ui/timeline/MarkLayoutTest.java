package dev.faultline.app.ui.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.app.settings.TimeFormat;
import dev.faultline.app.ui.timeline.TimelineMark.Place;
import dev.faultline.app.ui.timeline.TimelineMark.Tone;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MarkLayoutTest {
    private static final long SECOND = 1_000_000_000L;

    /// A second is a pixel.
    private static final TimelineFrame FRAME = new TimelineFrame(
            new TimeRange(0, 1_000 * SECOND), 1_000 + TimelineFrame.LEFT + TimelineFrame.RIGHT, 100, false);

    private static TimelineMark moment(double second, Tone tone) {
        long at = (long) (second * SECOND);
        return new TimelineMark(new TimeRange(at, at), tone, Place.ABOVE, "file starts", second + " starts to capture");
    }

    private static TimelineMark moment(double second) {
        return moment(second, Tone.PLAIN);
    }

    private static MarkLayout layout(TimelineMark... marks) {
        return new MarkLayout(List.of(marks), FRAME);
    }

    private static Pointer inBars(double second) {
        return new Pointer(TimelineFrame.LEFT + second, 50);
    }

    private static Pointer above(double second) {
        return new Pointer(TimelineFrame.LEFT + second, 8);
    }

    @Test
    void marksOfManySmallFilesDoNotCoverEachOther() {
        List<TimelineMark> marks =
                IntStream.range(0, 134).mapToObj(file -> moment(file * 7.3)).toList();

        List<MarkCluster> clusters = new MarkLayout(marks, FRAME).clusters();

        assertThat(clusters).hasSizeBetween(20, 1_000 / 32 + 1);
        for (int i = 1; i < clusters.size(); i++) {
            assertThat(clusters.get(i).x() - clusters.get(i - 1).x()).isGreaterThan(MarkCluster.REACH);
        }
        assertThat(clusters.stream().flatMap(cluster -> cluster.marks().stream()))
                .containsExactlyElementsOf(marks);
    }

    @Test
    void marksThatAreNearAreOneWithTheirCount() {
        MarkLayout layout = layout(moment(100), moment(120), moment(132), moment(133), moment(500));

        assertThat(layout.clusters())
                .extracting(MarkCluster::label)
                .containsExactly("3 events", "file starts", "file starts");
        assertThat(layout.clusters()).extracting(MarkCluster::shortLabel).containsExactly("3", "", "");
        assertThat(layout.clusters().getFirst().x()).isEqualTo(TimelineFrame.LEFT + 100);
    }

    @Test
    void whatIsGraverKeepsItsTimeUnlessItWouldBeCovered() {
        MarkLayout apart = layout(moment(100), moment(115, Tone.ERROR), moment(130));
        assertThat(apart.clusters()).extracting(MarkCluster::tone).containsExactly(Tone.PLAIN, Tone.ERROR, Tone.PLAIN);

        MarkLayout covered = layout(moment(100), moment(106, Tone.ERROR), moment(108));
        assertThat(covered.clusters()).extracting(MarkCluster::tone).containsExactly(Tone.ERROR);
        assertThat(covered.clusters().getFirst().shortLabel()).isEqualTo("3");
    }

    @Test
    void clustersStayTheSameWhileThePictureMoves() {
        List<TimelineMark> marks =
                IntStream.range(0, 134).mapToObj(file -> moment(file * 7.3)).toList();
        TimeRange later = new TimeRange(111 * SECOND, 1_111 * SECOND);
        TimelineFrame moved = new TimelineFrame(later, FRAME.width(), FRAME.height(), false);

        List<List<TimelineMark>> before = new MarkLayout(marks, FRAME)
                .clusters().stream().map(MarkCluster::marks).toList();
        List<List<TimelineMark>> now = new MarkLayout(marks, moved)
                .clusters().stream().map(MarkCluster::marks).toList();

        assertThat(now).isNotEmpty().isSubsetOf(before);
    }

    @Test
    void pointerFindsAllThatIsDrawnAsOneTheGravestFirst() {
        TimelineMark start = moment(100);
        TimelineMark lost = moment(106, Tone.ERROR);
        MarkLayout layout = layout(start, lost, moment(300));

        assertThat(layout.at(inBars(103))).containsExactly(lost, start);
        assertThat(layout.at(inBars(115))).as("the bar behind").isEmpty();
        assertThat(layout.at(above(115))).as("the count").containsExactly(lost, start);
        assertThat(layout.at(above(130))).isEmpty();
        assertThat(layout.at(Pointer.AWAY)).isEmpty();
    }

    @Test
    void stretchesAndDropsAreFoundWhereTheyAreDrawn() {
        TimeRange tenSeconds = new TimeRange(100 * SECOND, 110 * SECOND);
        TimelineMark blind = new TimelineMark(tenSeconds, Tone.WARNING, Place.ACROSS, "not captured", "nothing");
        TimelineMark dropped = new TimelineMark(tenSeconds, Tone.WARNING, Place.TRAFFIC, "dropped", "5 packets");
        MarkLayout layout = layout(blind, dropped);

        assertThat(layout.clusters()).isEmpty();
        assertThat(layout.at(inBars(102))).containsExactly(blind);
        assertThat(layout.at(inBars(110))).containsExactly(blind, dropped);
    }

    @Test
    void listNamesTheFirstDozenAndCountsTheRest() {
        TimeText times = new TimeText(TimeFormat.UTC, ZoneOffset.UTC, 0);
        TimelineWords words = new TimelineWords(new TimelineViewModel(), times, FRAME);
        List<TimelineMark> marks =
                IntStream.range(0, 15).mapToObj(MarkLayoutTest::moment).toList();

        assertThat(words.list(marks.subList(0, 2)).lines())
                .hasSize(2)
                .first()
                .asString()
                .endsWith("0.0 starts to capture");
        assertThat(words.list(marks).lines()).hasSize(13).last().isEqualTo("and 3 more");
    }
}
