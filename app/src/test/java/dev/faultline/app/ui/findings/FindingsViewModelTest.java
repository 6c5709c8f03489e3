package dev.faultline.app.ui.findings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.app.Findings;
import dev.faultline.app.ui.control.ClassMark;
import dev.faultline.app.ui.control.SeverityMark;
import dev.faultline.app.ui.timeline.TimeRange;
import dev.faultline.engine.finding.Finding;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FindingsViewModelTest {
    private final ModelFixture fixture = new ModelFixture();
    private final FindingsViewModel model = fixture.model;

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void modelFoldsFindingsOfOneKindBetweenTheSameEnds() {
        fixture.show(List.of(Findings.refused(1), Findings.refused(2), Findings.unreachable(null)));

        assertThat(model.rows()).hasSize(2);
        RowItem folded =
                model.rows().stream().filter(RowItem::isFolded).findFirst().orElseThrow();
        assertThat(folded.flows()).isEqualTo(2);
        assertThat(folded.title()).isEqualTo("Connection refused");
        assertThat(folded.destination()).isEqualTo(new EndpointText("10.77.3.10", ":9999"));
    }

    @Test
    void modelUnfoldsARowIntoItsFlowsAndFoldsItAgain() {
        fixture.show(List.of(Findings.refused(1), Findings.refused(2), Findings.refused(3)));

        model.toggle(0);
        fixture.settle();
        assertThat(model.rows()).extracting(RowItem::depth).containsExactly(0, 1, 1, 1);
        assertThat(model.parent(2)).isZero();

        model.toggle(0);
        assertThat(model.rows()).hasSize(1);
    }

    @Test
    void modelUnfoldsAFindingIntoWhatIsPartOfIt() {
        Finding parent = Findings.refused(1);
        fixture.show(List.of(parent, Findings.unreachable(parent.id())));
        assertThat(model.rows()).hasSize(1);

        model.toggle(0);
        fixture.settle();

        assertThat(model.rows().get(1).kind()).isEqualTo("icmp.destination_unreachable");
    }

    @Test
    void modelKeepsSelectionAndUnfoldedRowsWhileFindingsComeIn() {
        StoredFeed feed = new StoredFeed(fixture.store, 10);
        feed.add(List.of(Findings.refused(1), Findings.refused(2)));
        model.show(feed);
        fixture.settle();
        model.toggle(0);
        fixture.settle();
        model.select(List.of(2), 2);
        String selected = Objects.requireNonNull(model.leadProperty().get()).findingId();

        feed.add(new SampleFindings(3, 20).list(100));
        fixture.settle();

        RowItem lead = Objects.requireNonNull(model.leadProperty().get());
        assertThat(lead.findingId()).isEqualTo(selected);
        assertThat(lead.depth()).isEqualTo(1);
        assertThat(model.selected()).containsExactly(lead);
        assertThat(model.rows().size()).isGreaterThan(50);
    }

    @Test
    void modelKeepsASelectionMadeWhileASnapshotIsTaken() {
        StoredFeed feed = new StoredFeed(fixture.store, 10);
        SampleFindings sample = new SampleFindings(3, 20);
        feed.add(sample.list(50));
        model.show(feed);
        fixture.settle();

        feed.add(sample.list(50));
        model.select(List.of(5), 5);
        String selected = Objects.requireNonNull(model.leadProperty().get()).findingId();
        fixture.settle();

        assertThat(Objects.requireNonNull(model.leadProperty().get()).findingId())
                .isEqualTo(selected);
    }

    @Test
    void modelSelectsTheFirstFindingOnceTheCaptureIsRead() {
        fixture.show(new SampleFindings(5, 4).list(40));

        assertThat(model.leadProperty().get()).isEqualTo(model.rows().getFirst());
    }

    @Test
    void modelAsksForTheRowsOfTheLastFilterOnly() {
        fixture.show(new SampleFindings(5, 4).list(200));

        fixture.filter.apply("class == \"icmp\"");
        fixture.filter.apply("class == \"connection\"");
        fixture.settle();

        assertThat(model.rows()).extracting(RowItem::findingClass).containsOnly(ClassMark.CONNECTION);
        assertThat(model.shownProperty().get()).isPositive();
    }

    @Test
    void modelShowsTheGravestOfACaptureFirst() {
        fixture.show(new SampleFindings(6, 3).list(300));

        List<RowItem> rows = List.copyOf(model.rows().subList(0, 60));
        assertThat(rows)
                .isSortedAccordingTo(Comparator.comparing((RowItem row) ->
                                Objects.requireNonNull(row.row()).severity())
                        .thenComparingLong(RowItem::first)
                        .reversed());
    }

    @Test
    void shownFindingDoesNotVanishWhileItsRowsAreReadAnew() {
        StoredFeed feed = new StoredFeed(fixture.store, 10);
        SampleFindings sample = new SampleFindings(3, 200);
        feed.add(sample.list(2_000));
        model.show(feed);
        fixture.settle();
        model.select(List.of(5), 5);
        List<RowItem> leads = new ArrayList<>();
        model.leadProperty().addListener((observed, before, now) -> leads.add(now));

        feed.add(sample.list(200));
        fixture.settle();

        assertThat(leads).doesNotContainNull();
    }

    @Test
    void modelSortsByTwoColumns() {
        fixture.show(new SampleFindings(6, 3).list(300));

        model.sortBy(List.of(new SortKey(Column.SEVERITY, true), new SortKey(Column.COUNT, false)));
        fixture.settle();

        List<RowItem> rows = new ArrayList<>(model.rows().subList(0, 40));
        assertThat(rows).extracting(RowItem::severity).containsOnly(SeverityMark.ERROR);
        assertThat(rows).extracting(RowItem::count).isSorted();
    }

    @Test
    void modelSaysThatNothingMatchesAndShowsAllAgainWhenFiltersAreCleared() {
        fixture.show(new SampleFindings(7, 3).list(50));

        fixture.filter.apply("nosuchword");
        fixture.settle();
        assertThat(model.emptyProperty().get()).isInstanceOf(EmptyState.NothingMatches.class);
        assertThat(model.timeline().barsProperty().get().faint()).isTrue();

        model.clearFilters();
        fixture.settle();
        assertThat(model.emptyProperty().get()).isNull();
        assertThat(model.rows()).isNotEmpty();
    }

    @Test
    void modelSaysWhatWasCheckedInACleanCapture() {
        fixture.show(List.of());

        assertThat(model.emptyProperty().get())
                .isInstanceOfSatisfying(
                        EmptyState.Clean.class,
                        clean -> assertThat(clean.title()).isEqualTo("No network errors in 8\u202f133 packets"));
    }

    @Test
    void facetsCountAllFindingsWhateverIsSwitchedOff() {
        fixture.show(List.of(Findings.refused(1), Findings.unreachable(null)));

        model.facets().isolate(SeverityMark.WARNING);
        fixture.settle();

        assertThat(model.rows()).extracting(RowItem::severity).containsExactly(SeverityMark.WARNING);
        assertThat(model.facets().countsProperty().get().of(SeverityMark.ERROR)).isEqualTo(1);
    }

    @Test
    void timelineLimitsRowsToAStretchOfTimeAndKeepsAllBars() {
        fixture.show(new SampleFindings(8, 3).list(400));
        long all = bars();

        model.timeline()
                .selectionProperty()
                .set(new TimeRange(SampleFindings.START, SampleFindings.START + SampleFindings.SPAN / 4));
        fixture.settle();

        assertThat(model.shownProperty().get()).isBetween(1L, 200L);
        assertThat(bars()).isEqualTo(all);
    }

    @Test
    void modelShowsEveryOneOfAHundredThousandRowsWithoutReadingThemAll() {
        fixture.show(new SampleFindings(9, 250).list(100_000));

        assertThat(model.rows().size()).isGreaterThan(50_000);
        model.rows().get(model.rows().size() - 1);
        fixture.background.runAll();
        assertThat(model.rows().getLast().isLoaded()).isTrue();
        assertThat(model.rows().get(model.rows().size() / 2).isLoaded()).isFalse();
    }

    private long bars() {
        return model.timeline().barsProperty().get().bars().stream()
                .flatMap(bar -> bar.values().stream())
                .mapToLong(Long::longValue)
                .sum();
    }
}
