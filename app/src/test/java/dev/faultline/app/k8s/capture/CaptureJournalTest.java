package dev.faultline.app.k8s.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CaptureJournalTest {
    private static final CaptureRun RUN = new CaptureRun("abc234", "prod", "me");
    private static final MadeObject JOB = MadeObject.job("default", "faultline-abc234-1");
    private static final MadeObject CONTAINER = MadeObject.ephemeral("shop", "cart", "faultline-abc234-2");

    @TempDir
    private Path folder = Path.of("");

    private Path file() {
        return folder.resolve("abc234.journal");
    }

    @Test
    void objectIsOnDiskBeforeItIsMade() throws IOException {
        try (CaptureJournal journal = CaptureJournal.start(folder, RUN)) {
            journal.register(JOB);
            assertThat(Files.readAllLines(file())).containsExactly("prod", "+ JOB default faultline-abc234-1 ");
        }
    }

    @Test
    void fileGoesWhenNothingIsLeft() throws IOException {
        CaptureJournal journal = CaptureJournal.start(folder, RUN);
        journal.register(JOB);
        journal.forget(JOB);
        journal.close();
        assertThat(file()).doesNotExist();
    }

    @Test
    void whatWasLeftIsReadAtTheNextStart() throws IOException {
        CaptureJournal journal = CaptureJournal.start(folder, RUN);
        journal.register(JOB);
        journal.register(CONTAINER);
        journal.forget(JOB);
        journal.close();
        List<CaptureJournal> found = CaptureJournal.abandoned(folder, "prod");
        assertThat(found)
                .singleElement()
                .satisfies(left -> assertThat(left.made()).containsExactly(CONTAINER));
        found.getFirst().close();
    }

    @Test
    void runThatLivesIsNotAbandoned() throws IOException {
        try (CaptureJournal journal = CaptureJournal.start(folder, RUN)) {
            journal.register(JOB);
            assertThat(CaptureJournal.abandoned(folder, "prod")).isEmpty();
            assertThat(CaptureJournal.runs(folder)).containsExactly("abc234");
        }
    }

    @Test
    void otherContextIsLeftAlone() throws IOException {
        CaptureJournal journal = CaptureJournal.start(folder, RUN);
        journal.register(JOB);
        journal.close();
        assertThat(CaptureJournal.abandoned(folder, "test")).isEmpty();
    }

    @Test
    void halfALineIsNoObject() throws IOException {
        CaptureJournal journal = CaptureJournal.start(folder, RUN);
        journal.register(JOB);
        journal.close();
        Files.writeString(file(), "+ EPHEMERAL_CONT", StandardOpenOption.APPEND);
        List<CaptureJournal> found = CaptureJournal.abandoned(folder, "prod");
        assertThat(found.getFirst().made()).containsExactly(JOB);
        found.getFirst().close();
    }
}
