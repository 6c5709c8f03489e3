package dev.faultline.app.cli;

import dev.faultline.app.Messages;
import dev.faultline.engine.capture.file.UnreadableCaptureException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/// What went wrong with a file, in one sentence.
final class Problems {
    private Problems() {}

    /// The sentence, beginning with the file.
    static String sentence(String file, IOException problem) {
        if (problem instanceof UnreadableCaptureException) {
            return String.valueOf(problem.getMessage());
        }
        return Messages.text("cli.problem", file, reason(problem));
    }

    static String reason(IOException problem) {
        return switch (problem) {
            case NoSuchFileException e -> Messages.text("cli.problem.missing");
            case AccessDeniedException e -> Messages.text("cli.problem.denied");
            case FileAlreadyExistsException e -> Messages.text("cli.problem.exists");
            case NotDirectoryException e -> Messages.text("cli.problem.missing");
            case FileSystemException e when e.getReason() != null -> e.getReason();
            default -> problem.getMessage() == null ? problem.toString() : problem.getMessage();
        };
    }
}
