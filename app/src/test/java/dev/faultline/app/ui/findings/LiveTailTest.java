package dev.faultline.app.ui.findings;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LiveTailTest {
    private final LiveTail tail = new LiveTail();

    @Test
    void tableThatFollowsHasNoNews() {
        tail.count(10, true);
        tail.count(25, false);

        assertThat(tail.isFollowing()).isTrue();
        assertThat(tail.newsProperty().get()).isZero();
    }

    @Test
    void newsIsWhatHasComeSinceTheUserScrolledDown() {
        tail.count(10, true);
        tail.look(7);
        tail.count(48, false);
        assertThat(tail.newsProperty().get()).isEqualTo(38);

        tail.look(0);
        assertThat(tail.newsProperty().get()).isZero();
        assertThat(tail.isFollowing()).isTrue();
    }

    @Test
    void anotherFilterMakesNoNews() {
        tail.count(10, true);
        tail.hold();
        tail.count(400, true);

        assertThat(tail.newsProperty().get()).isZero();
    }
}
