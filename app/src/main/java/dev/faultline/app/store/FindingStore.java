package dev.faultline.app.store;

import dev.faultline.engine.finding.Finding;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Sessions and findings in one SQLite file. Thread-safe; every method blocks and belongs on a background
/// thread.
///
/// The file is written by one thread and read over other connections, so that reading never waits for writing.
/// Several running programs may share it.
public final class FindingStore implements AutoCloseable {
    private FindingStore() {}

    /// How a store is opened.
    ///
    /// @param file the database; made, with its folders, when it is not there
    /// @param sizeLimit bytes of the file above which the sessions opened longest ago are evicted
    /// @param title words a finding is called by: what the table shows, sorts and searches
    /// @param clock tells when sessions were opened
    public record Options(Path file, long sizeLimit, Function<Finding, String> title, Clock clock) {
        /// Two gigabytes: some five million findings.
        public static final long DEFAULT_SIZE_LIMIT = 2L << 30;
    }

    /// Opens or makes the store. A file that is damaged is set aside, see [#setAside()]; one that a later
    /// version of the program made is left alone, and another used beside it.
    ///
    /// @throws StoreException when the folder cannot be written or its file system does not suit SQLite; use
    /// [#temporary] then
    public static FindingStore open(Options options) {
        throw new UnsupportedOperationException();
    }

    /// A store that lives in the system's temporary folder and is deleted when closed.
    public static FindingStore temporary(Function<Finding, String> title, Clock clock) {
        throw new UnsupportedOperationException();
    }

    /// Where a damaged database was moved to when this store was opened; tell the user.
    public Optional<Path> setAside() {
        throw new UnsupportedOperationException();
    }

    /// The sessions.
    public SessionCatalog sessions() {
        throw new UnsupportedOperationException();
    }

    /// Begins a session; an earlier one of the same path is replaced and removed.
    public SessionRecorder record(SessionOrigin origin) {
        throw new UnsupportedOperationException();
    }

    /// Runs a query and keeps its rows, in order, for the table. Takes some milliseconds; up to a second or two
    /// for a million findings.
    public FindingView view(FindingQuery query) {
        throw new UnsupportedOperationException();
    }

    /// A finding in full.
    public Optional<Finding> finding(long session, String id) {
        throw new UnsupportedOperationException();
    }

    /// What hangs below a finding: its consequences and symptoms, in order of time. Each may have some of its
    /// own.
    public List<FindingRow> children(long session, String id) {
        throw new UnsupportedOperationException();
    }

    /// Single findings in order of time, from the first after `after`; all of them, children too, for exports.
    /// Hands them to `sink` one by one until it returns false.
    public void forEach(FindingQuery query, java.util.function.Predicate<Finding> sink) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {
        throw new UnsupportedOperationException();
    }
}
