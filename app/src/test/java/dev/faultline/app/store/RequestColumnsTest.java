package dev.faultline.app.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.app.Findings;
import dev.faultline.app.filter.FilterException;
import dev.faultline.app.filter.FindingFilter;
import dev.faultline.engine.finding.Finding;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The request behind a finding in rows, sorting, searching and filters of the store.
class RequestColumnsTest {
    private static final Finding SLOW = Findings.request(1, "/slow", 503, Duration.ofMillis(2500));
    private static final Finding FAST = Findings.request(2, "/a\"b", 500, Duration.ofMillis(3));
    private static final Finding NONE = Findings.refused(3);

    @TempDir
    Path folder;

    private FindingStore store;
    private FindingQuery query;

    @BeforeEach
    void open() {
        store = StoreFixture.open(folder.resolve("findings.db"));
        query = FindingQuery.all(StoreFixture.store(store, "a.pcap", List.of(FAST, SLOW, NONE)));
    }

    @AfterEach
    void close() {
        store.close();
    }

    private List<String> sorted(FindingColumn column, boolean descending) {
        FindingSort sort = new FindingSort(List.of(new FindingSort.Key(column, descending)));
        try (FindingView view = store.view(query.withSort(sort))) {
            return StoreFixture.rows(view).stream()
                    .map(row -> row.request() + " " + row.elapsed())
                    .toList();
        }
    }

    private List<Finding> chosen(String filter) throws FilterException {
        return StoreFixture.all(store, query.withCondition(FindingFilter.compile(filter)));
    }

    @Test
    void rowsHaveTheRequestWithItsOutcomeAndTime() {
        assertThat(sorted(FindingColumn.REQUEST, false))
                .containsExactly(
                        "null null", "HTTP GET /a\"b \u2192 500 3000000", "HTTP GET /slow \u2192 503 2500000000");
    }

    @Test
    void theSlowestRequestComesFirstWhenAskedFor() {
        assertThat(sorted(FindingColumn.ELAPSED, true).getFirst()).startsWith("HTTP GET /slow");
    }

    @Test
    void requestsAreChosenByTheirTextAndTime() throws FilterException {
        assertThat(chosen("request == \"HTTP GET /a\\\"b \u2192 500\"")).containsExactly(FAST);
        assertThat(chosen("method == \"GET\" && elapsed_time > 1000000")).containsExactly(SLOW);
        assertThat(chosen("request.contains(\"/slow\")")).containsExactly(SLOW);
        assertThat(chosen("/slow")).containsExactly(SLOW);
    }
}
