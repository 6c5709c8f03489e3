package dev.faultline.app.cli;

/// How findings are written.
enum Format {
    TABLE("table"),
    JSONL("jsonl"),
    HTML("html");

    private final String id;

    Format(String id) {
        this.id = id;
    }

    /// The word on the command line.
    String id() {
        return id;
    }
}
