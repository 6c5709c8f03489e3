package dev.faultline.app.ui.preferences;

import dev.faultline.app.Messages;
import dev.faultline.app.settings.Settings;
import dev.faultline.app.task.TaskRunner;
import dev.faultline.app.ui.text.Figures;
import java.util.Optional;
import java.util.concurrent.Callable;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;

/// What the preferences show besides the settings themselves. FX thread only.
public final class PreferencesViewModel {
    private final Settings settings;
    private final TaskRunner tasks;
    private final Machine machine;
    private final ReadOnlyStringWrapper wireshark = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper store = new ReadOnlyStringWrapper("");

    /// What the preferences ask of the machine. Blocks, so it is called in the background.
    public interface Machine {
        /// What the Wireshark that would be started calls itself; empty when there is none.
        Optional<String> wiresharkVersion();

        /// Bytes that the store takes on disk.
        long storeSize();

        /// Forgets all sessions that are not pinned.
        void clearStore();
    }

    public PreferencesViewModel(Settings settings, TaskRunner tasks, Machine machine) {
        this.settings = settings;
        this.tasks = tasks;
        this.machine = machine;
        settings.wiresharkProperty().addListener((observed, before, now) -> lookForWireshark());
    }

    /// Asks the machine anew.
    public void refresh() {
        lookForWireshark();
        measure(machine::storeSize);
    }

    /// Forgets what was found, but for what is pinned.
    public void clearStore() {
        measure(() -> {
            machine.clearStore();
            return machine.storeSize();
        });
    }

    /// The settings, to be changed.
    public Settings settings() {
        return settings;
    }

    /// Whether Wireshark was found, in words.
    public ReadOnlyStringProperty wiresharkProperty() {
        return wireshark.getReadOnlyProperty();
    }

    /// How much the store takes, in words.
    public ReadOnlyStringProperty storeProperty() {
        return store.getReadOnlyProperty();
    }

    private void lookForWireshark() {
        tasks.call(machine::wiresharkVersion)
                .onSuccess(version -> wireshark.set(version.map(name -> Messages.text("status.wireshark", name))
                        .orElse(Messages.text("status.noWireshark"))))
                .start();
    }

    private void measure(Callable<Long> size) {
        tasks.call(size)
                .onSuccess(bytes -> store.set(Messages.text("preferences.storeSize", Figures.bytes(bytes))))
                .start();
    }
}
