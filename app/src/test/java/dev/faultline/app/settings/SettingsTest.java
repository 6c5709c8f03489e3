package dev.faultline.app.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SettingsTest {
    private final AtomicInteger changes = new AtomicInteger();

    @Test
    void takeDefaultsForValuesThatMakeNoSense() {
        Settings settings = settings(Map.of("theme", "pink", "zoom", "4000", "store.limit", "many"));
        assertThat(settings.themeProperty().get()).isEqualTo(ThemeChoice.SYSTEM);
        assertThat(settings.zoomProperty().get()).isEqualTo(Settings.MAX_ZOOM);
        assertThat(settings.storeLimitProperty().get()).isEqualTo(2_000_000_000L);
    }

    @Test
    void keepKeysThatTheyDoNotKnow() {
        Settings settings = settings(Map.of("from.a.later.version", "1"));
        settings.themeProperty().set(ThemeChoice.DARK);
        assertThat(settings.toMap()).containsEntry("from.a.later.version", "1").containsEntry("theme", "dark");
    }

    @Test
    void tellOfAChangeOnceAndOfNoChangeNever() {
        Settings settings = settings(Map.of());
        settings.remember("window.bounds", "1,2,3,4");
        settings.remember("window.bounds", "1,2,3,4");
        assertThat(changes).hasValue(1);
    }

    private Settings settings(Map<String, String> values) {
        return new Settings(values, changes::incrementAndGet);
    }
}
