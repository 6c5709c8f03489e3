package dev.faultline.app.k8s.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class LeftoversTest {
    @TempDir
    private Path folder = Path.of("");

    private Capturing capturing;
    private Leftovers leftovers;

    @BeforeEach
    void begin() throws IOException {
        capturing = new Capturing(folder);
        leftovers = new Leftovers(capturing.client, Duration.ofSeconds(5));
    }

    @AfterEach
    void end() {
        capturing.close();
    }

    /// Starts captures of the node and of the pod, and forgets them.
    private void crash() throws Exception {
        for (CaptureMode mode : List.of(CaptureMode.NODE, CaptureMode.POD)) {
            CapturePlan plan = capturing.planner().plan(Capturing.cart(), mode, CaptureProgram.TCPDUMP);
            new CaptureHost(
                            capturing.client,
                            plan,
                            plan.sites().getFirst(),
                            capturing.journal,
                            Capturing.QUICK,
                            () -> "unused")
                    .ready(state -> {});
        }
    }

    @Test
    void leftoversAreFoundByLabelAndName() throws Exception {
        crash();
        assertThat(leftovers.find(List.of()))
                .extracting(Leftovers.Leftover::run)
                .containsExactly(capturing.run.id(), capturing.run.id());
        assertThat(leftovers.find(List.of()).getFirst().owner()).isEqualTo(capturing.run.owner());
    }

    @Test
    void leftoversAreFoundInOneNamespaceWhereAllMayNotBeListed() throws Exception {
        crash();
        capturing.cluster.deny("list pods ");
        assertThat(leftovers.find(List.of("default")))
                .extracting(left -> left.object().kind())
                .containsExactly(MadeObject.Kind.JOB);
    }

    @Test
    void leftoversAreRemoved() throws Exception {
        crash();
        List<MadeObject> found = leftovers.find(List.of()).stream()
                .map(Leftovers.Leftover::object)
                .toList();
        assertThat(leftovers.remove(found).removed()).hasSize(2);
        assertThat(capturing.isEmpty()).isTrue();
        assertThat(capturing.cluster.commands()).contains(List.of("sh", "-c", "kill 1"));
    }

    @Test
    void whatIsGoneAlreadyIsNoTrouble() throws Exception {
        assertThat(leftovers
                        .remove(List.of(
                                MadeObject.job("default", "faultline-x-1"),
                                MadeObject.ephemeral("shop", "nobody", "faultline-x-2")))
                        .failed())
                .isEmpty();
    }

    @Test
    void whatMayNotBeRemovedIsToldWithItsReason() throws Exception {
        crash();
        capturing.cluster.deny("delete jobs");
        Leftovers.Outcome outcome = leftovers.remove(capturing.journal.made());
        assertThat(outcome.failed()).hasSize(1);
        assertThat(outcome.failed().values()).first().asString().contains("cannot delete resource");
        capturing.cluster.allowAll();
    }
}
