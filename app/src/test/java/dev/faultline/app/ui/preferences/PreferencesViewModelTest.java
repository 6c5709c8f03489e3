package dev.faultline.app.ui.preferences;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.app.settings.Settings;
import dev.faultline.app.task.TaskRunner;
import dev.faultline.app.ui.Later;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PreferencesViewModelTest {
    private final Later background = new Later();
    private final Settings settings = new Settings(Map.of(), () -> {});
    private Optional<String> wireshark = Optional.of("Wireshark 4.0.17");
    private long size = 3_000_000;

    private final PreferencesViewModel model = new PreferencesViewModel(
            settings,
            new TaskRunner(background, Runnable::run, error -> {
                throw new AssertionError(error);
            }),
            new PreferencesViewModel.Machine() {
                @Override
                public Optional<String> wiresharkVersion() {
                    return wireshark;
                }

                @Override
                public long storeSize() {
                    return size;
                }

                @Override
                public void clearStore() {
                    size = 4_096;
                }
            });

    @Test
    void modelSaysWhichWiresharkWasFoundAndWhatTheStoreTakes() {
        model.refresh();
        background.runAll();

        assertThat(model.wiresharkProperty().get()).contains("4.0.17");
        assertThat(model.storeProperty().get()).contains("3.0");
    }

    @Test
    void anotherPathOfWiresharkIsLookedAtAtOnce() {
        wireshark = Optional.empty();
        settings.wiresharkProperty().set("/nowhere/wireshark");
        background.runAll();

        assertThat(model.wiresharkProperty().get()).isEqualTo("Wireshark not found");
    }

    @Test
    void clearedStoreIsMeasuredAgain() {
        model.clearStore();
        background.runAll();

        assertThat(model.storeProperty().get()).contains("4.1");
    }
}
