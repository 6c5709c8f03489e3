package dev.faultline.app.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The one thread that writes to the store. Jobs run one after the other, each in a transaction of its own.
final class StoreWriter implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(StoreWriter.class.getName());

    private final Database database;
    private final Connection connection;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("store-writer").daemon().factory());

    /// @param connection closed with the writer
    StoreWriter(Database database, Connection connection) {
        this.database = database;
        this.connection = connection;
    }

    /// Has a job done as soon as those before it are done, and does not wait for it.
    ///
    /// @param done run on the writer's thread when it is done and can be read
    /// @param failed told on the writer's thread when it could not be done; nothing of it then stays
    void post(Sql.Work<?> job, Runnable done, Consumer<StoreException> failed) {
        try {
            thread.execute(() -> run(job, done, failed));
        } catch (RejectedExecutionException e) {
            failed.accept(new StoreException(database.file(), e));
        }
    }

    private void run(Sql.Work<?> job, Runnable done, Consumer<StoreException> failed) {
        try {
            transact(job);
        } catch (StoreException e) {
            failed.accept(e);
            return;
        }
        done.run();
    }

    /// Has a job done and waits for it, whatever happens to the waiting thread.
    <T extends @Nullable Object> T call(Sql.Work<T> job) {
        try {
            return CompletableFuture.supplyAsync(() -> transact(job), thread).join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof StoreException failure) {
                throw failure;
            }
            throw e;
        }
    }

    private <T extends @Nullable Object> T transact(Sql.Work<T> job) {
        try (Statement statement = connection.createStatement()) {
            statement.execute("BEGIN IMMEDIATE");
            boolean done = false;
            try {
                T result = job.run(connection);
                statement.execute("COMMIT");
                done = true;
                return result;
            } finally {
                if (!done) {
                    rollBack(statement);
                }
            }
        } catch (SQLException e) {
            throw database.failure(e);
        }
    }

    /// SQLite itself ends the transaction after some errors, such as a full disk; ending it again is then an
    /// error that says nothing new.
    private static void rollBack(Statement statement) {
        try {
            statement.execute("ROLLBACK");
        } catch (SQLException e) {
            LOG.log(System.Logger.Level.DEBUG, "already rolled back", e);
        }
    }

    /// Whether it takes no more jobs.
    boolean isClosing() {
        return thread.isShutdown();
    }

    /// Does what was submitted, then ends.
    @Override
    public void close() {
        CompletableFuture<Void> closed = CompletableFuture.runAsync(this::closeConnection, thread);
        thread.shutdown();
        closed.join();
    }

    private void closeConnection() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw database.failure(e);
        }
    }
}
