package dev.faultline.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CpuBudgetTest {
    private final PlayedSource source = PlayedSource.held(Path.of("../lab/captures/healthy-http.pcap"));
    private final CpuBudget budget = new CpuBudget(source, 50, 0, 0);
    private long wall;
    private long cpu;

    CpuBudgetTest() throws IOException {}

    @AfterEach
    void close() throws IOException {
        source.close();
    }

    /// Lets so many seconds pass in which so many percent of a processor are used.
    private void pass(int seconds, int percent) {
        for (int i = 0; i < 2 * seconds; i++) {
            wall += TimeUnit.MILLISECONDS.toNanos(500);
            cpu += TimeUnit.MILLISECONDS.toNanos(5) * percent;
            budget.look(wall, cpu);
        }
    }

    @Test
    void startMayTakeWhatItTakes() {
        pass(14, 200);

        assertThat(budget.oneIn()).isEqualTo(1);
    }

    @Test
    void fewerAndFewerFlowsAreAnalysedWhileTheyTakeTooMuch() {
        pass(15, 10);
        pass(2, 90);
        assertThat(budget.oneIn()).isEqualTo(2);

        pass(2, 90);
        assertThat(budget.oneIn()).isEqualTo(4);
        assertThat(source.oneFlowIn()).isEqualTo(4);
    }

    @Test
    void moreFlowsAreAnalysedWhenThereIsRoom() {
        pass(15, 10);
        pass(4, 90);
        pass(10, 15);
        assertThat(budget.oneIn()).isEqualTo(2);

        pass(30, 30);
        assertThat(budget.oneIn()).isEqualTo(2);

        pass(20, 5);
        assertThat(budget.oneIn()).isEqualTo(1);
    }

    @Test
    void limitOfZeroIsNone() {
        budget.percent(0);
        pass(60, 400);

        assertThat(budget.oneIn()).isEqualTo(1);
    }
}
