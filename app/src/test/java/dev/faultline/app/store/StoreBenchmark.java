package dev.faultline.app.store;

import dev.faultline.app.filter.FilterException;
import dev.faultline.app.filter.FindingFilter;
import dev.faultline.engine.finding.Finding;
import dev.faultline.engine.finding.Severity;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

/// Measures a store with many findings; run by hand, with a small heap: `java -Xmx128m …
/// dev.faultline.app.store.StoreBenchmark [FINDINGS] [HOSTS]`. Few hosts make few rows.
final class StoreBenchmark {
    private static final int BATCH = 2000;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final FindingStore store;
    private final long session;

    private StoreBenchmark(FindingStore store, long session) {
        this.store = store;
        this.session = session;
    }

    /// Fills a store, asks it, and prints how long that took.
    ///
    /// @param arguments number of findings, number of hosts
    @SuppressWarnings("SystemOut")
    public static void main(String[] arguments) throws IOException, FilterException {
        int findings = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1_000_000;
        int hosts = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 1000;
        Path folder = Files.createTempDirectory("faultline-benchmark");
        Path file = folder.resolve("findings.db");
        try (FindingStore store = StoreFixture.open(file)) {
            long session = fill(store, findings, hosts);
            print("size of the file, MB", Files.size(file) / 1e6);
            new StoreBenchmark(store, session).run();
        }
        try (var files = Files.walk(folder)) {
            for (Path path : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    private static long fill(FindingStore store, int count, int hosts) {
        RandomFindings random = new RandomFindings(1, hosts);
        SessionRecorder recorder = StoreFixture.begin(store, "benchmark.pcap");
        long writing = 0;
        for (int from = 0; from < count; from += BATCH) {
            List<Finding> batch = new ArrayList<>(BATCH);
            String parent = null;
            for (int i = 0; i < Math.min(BATCH, count - from); i++) {
                Finding finding = random.next(i % 5 == 4 ? parent : null);
                parent = finding.partOf() == null ? finding.id() : parent;
                batch.add(finding);
            }
            long start = System.nanoTime();
            recorder.record(0, batch, () -> {});
            writing += System.nanoTime() - start;
        }
        long start = System.nanoTime();
        recorder.finish(SessionState.COMPLETE, SessionReport.EMPTY, null);
        writing += System.nanoTime() - start;
        print("findings written a second", count * 1e9 / writing);
        print("CPU of the program by then, s", cpuSeconds());
        return recorder.session();
    }

    /// Of all threads, with the making of the findings.
    private static double cpuSeconds() {
        return ProcessHandle.current()
                        .info()
                        .totalCpuDuration()
                        .orElse(Duration.ZERO)
                        .toMillis()
                / 1e3;
    }

    private void run() throws FilterException {
        FindingQuery all = FindingQuery.all(session);
        time("view of all, latest first", () -> store.view(all)).close();
        try (FindingView view = time("the same again", () -> store.view(all))) {
            print("rows", view.size());
            time("counts", view::counts);
            time(
                    "histogram of 100",
                    () -> view.histogram(
                            new Histogram.Scale(RandomFindings.START, RandomFindings.SPAN / 100, 100, Grouping.CLASS)));
            time("sorted by severity", () -> view.sorted(by(FindingColumn.SEVERITY)))
                    .close();
            time("sorted by title", () -> view.sorted(by(FindingColumn.TITLE))).close();
            time("sorted by destination", () -> view.sorted(by(FindingColumn.DESTINATION)))
                    .close();
            pages(view);
            FindingRow last = view.rows(view.size() - 1, view.size()).getFirst();
            time("row found again", () -> view.indexOf(last.fold()));
            time("members of a row", () -> view.members(last.fold(), 0, 100));
        }
        close("errors only", all.withSeverities(EnumSet.of(Severity.ERROR)));
        close("one minute", all.withTimes(RandomFindings.START, RandomFindings.START + 60_000_000_000L));
        FindingQuery text = all.withText("refused 8003");
        try (FindingView found = time("text", () -> store.view(text))) {
            time("its counts", found::counts);
            time(
                    "its histogram",
                    () -> found.histogram(
                            new Histogram.Scale(RandomFindings.START, RandomFindings.SPAN / 100, 100, Grouping.CLASS)));
        }
        close("condition in Java", all.withCondition(finding -> finding.count() > 25));
        FindingFilter filter = FindingFilter.compile("count > 25");
        close("the same in SQL", all.withCondition(filter));
        Runtime runtime = Runtime.getRuntime();
        print("heap in use, MB", (runtime.totalMemory() - runtime.freeMemory()) / 1e6);
    }

    private void close(String what, FindingQuery query) {
        time(what, () -> store.view(query)).close();
    }

    private static FindingSort by(FindingColumn column) {
        return new FindingSort(List.of(new FindingSort.Key(column, true)));
    }

    private static void pages(FindingView view) {
        Random random = new Random(1);
        int pages = 1000;
        long worst = 0;
        long start = System.nanoTime();
        for (int i = 0; i < pages; i++) {
            int from = random.nextInt(Math.max(1, view.size() - RowPages.PAGE));
            long begun = System.nanoTime();
            view.rows(from, from + RowPages.PAGE);
            worst = Math.max(worst, System.nanoTime() - begun);
        }
        print("page of 128 rows at random, ms", (System.nanoTime() - start) / 1e6 / pages);
        print("the worst of them, ms", worst / 1e6);
    }

    private static <T> T time(String what, Supplier<T> work) {
        long start = System.nanoTime();
        long cpu = THREADS.getCurrentThreadCpuTime();
        T result = work.get();
        print(what + ", ms of CPU", (THREADS.getCurrentThreadCpuTime() - cpu) / 1e6);
        print(what + ", ms", (System.nanoTime() - start) / 1e6);
        return result;
    }

    @SuppressWarnings("SystemOut")
    private static void print(String what, double figure) {
        System.out.printf("%-40s %,12.1f%n", what, figure);
    }
}
