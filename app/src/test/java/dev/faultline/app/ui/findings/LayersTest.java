package dev.faultline.app.ui.findings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.app.store.Grouping;
import dev.faultline.app.store.Histogram;
import dev.faultline.app.ui.timeline.TimelineBars.Layer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LayersTest {
    private final Layers layers = new Layers();

    private Layers.Stacked stacked(Map<String, Long> counts) {
        Histogram.Scale scale = new Histogram.Scale(0, 10, 1, Grouping.WORKLOAD);
        return layers.of(new Histogram(scale, List.of(counts)));
    }

    private String colour(Map<String, Long> counts, String name) {
        return stacked(counts).stack().stream()
                .filter(layer -> layer.id().equals(name))
                .findFirst()
                .orElseThrow()
                .styleClass();
    }

    @Test
    void namesKeepTheirColoursWhoeverElseIsThere() {
        Map<String, Long> all = new HashMap<>(Map.of("cart", 9L, "ledger", 8L, "orders", 7L));
        String cart = colour(all, "cart");
        String orders = colour(all, "orders");
        all.put("billing", 100L);
        all.remove("ledger");

        assertThat(colour(all, "cart")).isEqualTo(cart);
        assertThat(colour(all, "orders")).isEqualTo(orders);
        assertThat(colour(Map.of("orders", 1L), "orders")).isEqualTo(orders);
    }

    @Test
    void namesBeyondTheMostFrequentAreOneLayerAndNothingIsLost() {
        Map<String, Long> counts = new HashMap<>(Map.of("", 3L));
        for (long i = 1; i <= 40; i++) {
            counts.put("name-" + i, i);
        }

        Layers.Stacked stacked = stacked(counts);

        assertThat(stacked.stack())
                .extracting(Layer::styleClass)
                .doesNotHaveDuplicates()
                .hasSize(9);
        assertThat(stacked.buckets().getFirst().values().stream()
                        .mapToLong(Long::longValue)
                        .sum())
                .isEqualTo(3 + 40 * 41 / 2);
        assertThat(stacked.stack())
                .allMatch(layer -> stacked.buckets().getFirst().containsKey(layer.id()));
    }
}
