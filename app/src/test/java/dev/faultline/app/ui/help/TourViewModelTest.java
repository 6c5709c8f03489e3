package dev.faultline.app.ui.help;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.app.settings.Settings;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TourViewModelTest {
    private final Settings settings = new Settings(Map.of(), () -> {});
    private final List<TourStep> entered = new ArrayList<>();
    private final TourViewModel tour = new TourViewModel(settings, entered::add);

    @Test
    void tourGoesThroughSixStepsAndEnds() {
        tour.start();
        for (int i = 0; i < tour.steps(); i++) {
            assertThat(tour.number()).isEqualTo(i + 1);
            tour.next();
        }

        assertThat(entered).containsExactly(TourStep.values()).hasSize(6);
        assertThat(tour.stepProperty().get()).isNull();
    }

    @Test
    void tourIsOfferedOnce() {
        tour.offer();
        tour.end();
        tour.offer();

        assertThat(entered).hasSize(1);
        assertThat(tour.stepProperty().get()).isNull();
    }

    @Test
    void tourThatWasSeenCanBeTakenAgain() {
        tour.offer();
        tour.end();
        tour.start();

        assertThat(tour.number()).isEqualTo(1);
    }

    @Test
    void offerDoesNotBeginTheTourThatIsOnAgain() {
        tour.offer();
        tour.next();
        tour.offer();

        assertThat(tour.number()).isEqualTo(2);
    }

    @Test
    void stepIsShownOnlyWhereItsPlaceIs() {
        tour.start();
        assertThat(tour.shownProperty().get()).as("before the place is there").isNull();
        tour.wentTo(EnumSet.of(TourStep.ERRORS, TourStep.TIME));
        assertThat(tour.shownProperty().get()).isEqualTo(TourStep.ERRORS);

        tour.wentTo(EnumSet.of(TourStep.FLOW));
        assertThat(tour.shownProperty().get()).isNull();
        assertThat(tour.stepProperty().get()).as("the tour waits").isEqualTo(TourStep.ERRORS);

        tour.wentTo(EnumSet.of(TourStep.ERRORS, TourStep.TIME));
        assertThat(tour.shownProperty().get()).isEqualTo(TourStep.ERRORS);
        tour.end();
        assertThat(tour.shownProperty().get()).isNull();
    }

    @Test
    void backStaysAtTheFirstStep() {
        tour.start();
        tour.next();
        tour.back();
        tour.back();

        assertThat(tour.number()).isEqualTo(1);
    }
}
