package dev.faultline.app.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RowPagesTest {
    @TempDir
    Path folder;

    private final Deque<Runnable> background = new ArrayDeque<>();
    private final List<String> loaded = new ArrayList<>();
    private FindingStore store;
    private FindingView view;
    private List<FindingRow> all;
    private RowPages pages;

    @BeforeEach
    void open() {
        store = StoreFixture.open(folder.resolve("findings.db"));
        long session = StoreFixture.store(store, "a.pcap", new RandomFindings(5, 1000).list(4000));
        view = store.view(FindingQuery.all(session));
        all = StoreFixture.rows(view);
        pages = new RowPages(view, background::add, (from, to) -> loaded.add(from + "-" + to));
    }

    @AfterEach
    void close() {
        view.close();
        store.close();
    }

    private void load() {
        while (!background.isEmpty()) {
            background.remove().run();
        }
    }

    @Test
    void rowIsThereOnceItsPageIsLoaded() {
        assertThat(pages.get(300)).isNull();
        load();
        assertThat(pages.get(300)).isEqualTo(all.get(300));
        assertThat(loaded).containsExactly("256-384");
    }

    @Test
    void pageIsAskedForOnlyOnce() {
        assertThat(pages.get(300)).isNull();
        assertThat(pages.get(301)).isNull();
        assertThat(background).hasSize(1);
    }

    @Test
    void lastPageEndsWithTheLastRow() {
        int last = pages.size() - 1;
        assertThat(pages.get(last)).isNull();
        load();
        assertThat(pages.get(last)).isEqualTo(all.getLast());
        assertThat(loaded.getFirst()).endsWith("-" + pages.size());
    }

    @Test
    void pagesSeenLongAgoAreForgotten() {
        for (int index = 0; index < pages.size(); index += RowPages.PAGE) {
            assertThat(pages.get(index)).isNull();
            load();
        }
        assertThat(pages.get(0)).isNull();
    }

    @Test
    void pageInUseStaysWhileOthersCome() {
        assertThat(pages.get(0)).isNull();
        load();
        for (int index = RowPages.PAGE; index < pages.size(); index += RowPages.PAGE) {
            assertThat(pages.get(index)).isNull();
            load();
            assertThat(pages.get(0)).isEqualTo(all.getFirst());
        }
    }
}
