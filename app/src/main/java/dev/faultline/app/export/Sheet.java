package dev.faultline.app.export;

import java.util.List;
import java.util.stream.Collectors;

/// How rows of cells are written as text.
public enum Sheet {
    /// Cells parted by tabs, for spreadsheets through the clipboard. Tabs and line ends in cells become spaces.
    TSV {
        @Override
        public String line(List<String> cells) {
            return cells.stream()
                    .map(cell -> cell.replaceAll("[\\t\\r\\n]+", " "))
                    .collect(Collectors.joining("\t"));
        }

        @Override
        public String head(List<String> names) {
            return line(names) + "\n";
        }
    },
    /// RFC 4180, but for line ends, which are those of Unix.
    CSV {
        @Override
        public String line(List<String> cells) {
            return cells.stream().map(Sheet::quoted).collect(Collectors.joining(","));
        }

        @Override
        public String head(List<String> names) {
            return line(names) + "\n";
        }
    },
    /// A table of GitHub's Markdown.
    MARKDOWN {
        @Override
        public String line(List<String> cells) {
            return cells.stream()
                    .map(cell -> cell.replace("\\", "\\\\").replace("|", "\\|").replaceAll("\\R", " "))
                    .collect(Collectors.joining(" | ", "| ", " |"));
        }

        @Override
        public String head(List<String> names) {
            return line(names) + "\n" + line(names.stream().map(name -> "---").toList()) + "\n";
        }
    };

    /// One row, without a line end.
    public abstract String line(List<String> cells);

    /// What stands above the rows, with its line ends.
    public abstract String head(List<String> names);

    private static String quoted(String cell) {
        boolean plain = cell.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return plain ? cell : '"' + cell.replace("\"", "\"\"") + '"';
    }
}
