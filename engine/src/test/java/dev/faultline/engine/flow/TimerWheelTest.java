package dev.faultline.engine.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TimerWheelTest {
    private static final long SECOND = 1_000_000_000L;

    private final List<Integer> expired = new ArrayList<>();
    private final TimerWheel<Alarm> wheel = new TimerWheel<>(alarm -> expired.add(alarm.number));

    private static final class Alarm extends TimerWheel.Entry {
        private final int number;

        Alarm(int number) {
            this.number = number;
        }
    }

    @Test
    void timerExpiresOnceItsTimeHasCome() {
        wheel.arm(new Alarm(1), 3 * SECOND);
        wheel.advance(3 * SECOND - 1);
        assertThat(expired).isEmpty();
        wheel.advance(3 * SECOND + 100_000_000);
        wheel.advance(9 * SECOND);

        assertThat(expired).containsExactly(1);
    }

    @Test
    void timerBeyondOneTurnOfTheWheelWaitsItsTurn() {
        wheel.arm(new Alarm(1), 100 * SECOND);
        for (int second = 0; second < 100; second++) {
            wheel.advance(second * SECOND);
        }
        assertThat(expired).isEmpty();
        wheel.advance(101 * SECOND);

        assertThat(expired).containsExactly(1);
    }

    @Test
    void longSilenceExpiresAllThatIsDue() {
        for (int i = 0; i < 1000; i++) {
            wheel.arm(new Alarm(i), i * 40_000_000L);
        }
        wheel.advance(10_000 * SECOND);

        assertThat(expired).hasSize(1000);
    }

    @Test
    void stoppedTimerDoesNotExpire() {
        Alarm stopped = new Alarm(1);
        wheel.arm(stopped, SECOND);
        wheel.arm(new Alarm(2), SECOND);
        wheel.stop(stopped);
        wheel.advance(2 * SECOND);

        assertThat(expired).containsExactly(2);
    }

    @Test
    void movedTimerExpiresAtItsNewTime() {
        Alarm moved = new Alarm(1);
        wheel.arm(moved, SECOND);
        wheel.arm(moved, 5 * SECOND);
        wheel.advance(4 * SECOND);
        assertThat(expired).isEmpty();
        wheel.advance(6 * SECOND);

        assertThat(expired).containsExactly(1);
    }

    @Test
    void timerArmedForThePastExpiresAtTheNextTick() {
        wheel.advance(60 * SECOND);
        wheel.arm(new Alarm(1), SECOND);
        wheel.advance(60 * SECOND + 100_000_000);

        assertThat(expired).containsExactly(1);
    }
}
