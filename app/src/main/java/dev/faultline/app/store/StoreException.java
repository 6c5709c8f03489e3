package dev.faultline.app.store;

import java.nio.file.Path;

/// The store's file could not be read or written.
public final class StoreException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /// @param file the database
    /// @param cause what SQLite or the system said
    public StoreException(Path file, Throwable cause) {
        super(file + ": " + cause.getMessage(), cause);
    }
}
