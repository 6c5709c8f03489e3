package dev.faultline.engine.l7.mongo;

import dev.faultline.engine.finding.FindingKind;
import dev.faultline.engine.finding.Severity;
import dev.faultline.engine.l7.ReportedError;

/// The error in an answer: its code, and what that is called. Texts are not kept; they quote documents. Used again.
final class MongoError {
    private static final int LONGEST_NAME = 40;
    private static final int DUPLICATE_KEY = 11_000;

    private int code;
    private String name = "";

    void clear() {
        code = 0;
        name = "";
    }

    /// All elements of a document that describes an error.
    void read(Bson document) {
        while (document.next()) {
            take(document);
        }
    }

    /// One element, if it is about the error.
    void take(Bson element) {
        switch (element.name()) {
            case "code" -> code = (int) element.number();
            case "codeName" -> name = element.word(LONGEST_NAME);
            default -> {}
        }
    }

    /// Whether an error was read.
    boolean isTold() {
        return code != 0;
    }

    ReportedError report() {
        return ReportedError.ofServer(FindingKind.MONGO_ERROR, severity(), code, name.isEmpty() ? unnamed() : name);
    }

    /// Errors of single writes have no name.
    private String unnamed() {
        return switch (code) {
            case 112 -> "WriteConflict";
            case 121 -> "DocumentValidationFailure";
            case DUPLICATE_KEY -> "DuplicateKey";
            default -> Integer.toString(code);
        };
    }

    /// By code (MongoDB documentation, "Error Codes"): hosts out of reach and servers that shut down or step
    /// down, credentials, writes that too few members have taken, and all else.
    private Severity severity() {
        return switch (code) {
            case 6, 7, 89, 91, 133, 9001, 11_600 -> Severity.ERROR;
            case 13, 18, 50, 64, 100, 189, 262, 10_107, 11_602, 13_435, 13_436 -> Severity.WARNING;
            default -> Severity.NOTICE;
        };
    }
}
