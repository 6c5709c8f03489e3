package dev.faultline.app.export;

/// What findings can be exported as.
public enum ExportFormat {
    CSV("csv"),
    /// One object a line, as `faultline analyze` prints them.
    JSON("jsonl"),
    MARKDOWN("md"),
    /// A page to keep.
    HTML("html");

    private final String extension;

    ExportFormat(String extension) {
        this.extension = extension;
    }

    /// The end of a file's name, without a dot.
    public String extension() {
        return extension;
    }
}
