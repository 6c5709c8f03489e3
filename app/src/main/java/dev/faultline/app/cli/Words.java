package dev.faultline.app.cli;

import dev.faultline.app.Messages;
import dev.faultline.app.filter.FilterException;
import dev.faultline.app.filter.FindingFilter;
import dev.faultline.app.k8s.capture.CaptureMode;
import dev.faultline.app.live.local.LocalProgram;
import dev.faultline.engine.finding.Severity;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// The values that options take, as words.
final class Words {
    private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|m|h)");

    private Words() {}

    private static <T> T one(T[] all, Function<T, String> id, String word) {
        return Stream.of(all)
                .filter(value -> id.apply(value).equals(word.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new TypeConversionException(Messages.text(
                        "cli.word",
                        word,
                        String.join(", ", Stream.of(all).map(id).toList()))));
    }

    /// `table`, `jsonl`, `html`.
    static final class OfFormat implements ITypeConverter<Format>, Iterable<String> {
        @Override
        public Format convert(String word) {
            return one(Format.values(), Format::id, word);
        }

        @Override
        public Iterator<String> iterator() {
            return Stream.of(Format.values()).map(Format::id).iterator();
        }
    }

    /// `info` to `error`.
    static final class OfSeverity implements ITypeConverter<Severity>, Iterable<String> {
        @Override
        public Severity convert(String word) {
            return one(Severity.values(), Severity::id, word);
        }

        @Override
        public Iterator<String> iterator() {
            return List.of(Severity.values()).reversed().stream()
                    .map(Severity::id)
                    .iterator();
        }
    }

    /// `auto`, `node`, `pod`, `tcpdump`.
    static final class OfMode implements ITypeConverter<CaptureMode>, Iterable<String> {
        @Override
        public CaptureMode convert(String word) {
            return one(CaptureMode.values(), CaptureMode::id, word);
        }

        @Override
        public Iterator<String> iterator() {
            return Stream.of(CaptureMode.values()).map(CaptureMode::id).iterator();
        }
    }

    static final class OfProgram implements ITypeConverter<LocalProgram>, Iterable<String> {
        @Override
        public LocalProgram convert(String word) {
            return one(LocalProgram.values(), LocalProgram::id, word);
        }

        @Override
        public Iterator<String> iterator() {
            return Stream.of(LocalProgram.values()).map(LocalProgram::id).iterator();
        }
    }

    /// `10s`, `500ms`, `2m`, `1h`.
    static final class OfDuration implements ITypeConverter<Duration> {
        @Override
        public Duration convert(String word) {
            Matcher matcher = DURATION.matcher(word);
            if (!matcher.matches()) {
                throw new TypeConversionException(Messages.text("cli.duration", word));
            }
            long number = Long.parseLong(matcher.group(1));
            return switch (matcher.group(2)) {
                case "ms" -> Duration.ofMillis(number);
                case "s" -> Duration.ofSeconds(number);
                case "m" -> Duration.ofMinutes(number);
                default -> Duration.ofHours(number);
            };
        }
    }

    /// A number of threads.
    static final class OfThreads implements ITypeConverter<Integer> {
        private static final int MOST = 256;

        @Override
        public Integer convert(String word) {
            try {
                int threads = Integer.parseInt(word);
                if (threads >= 1 && threads <= MOST) {
                    return threads;
                }
            } catch (NumberFormatException e) {
                // Said below, as for any other number that will not do.
            }
            throw new TypeConversionException(Messages.text("cli.threads", word, Integer.toString(MOST)));
        }
    }

    /// A filter, with its mistake underlined.
    static final class OfFilter implements ITypeConverter<FindingFilter> {
        @Override
        public FindingFilter convert(String word) {
            try {
                return FindingFilter.compile(word);
            } catch (FilterException e) {
                String marked = word.contains("\n")
                        ? ""
                        : "%n  %s%n  %s%s".formatted(word, " ".repeat(e.position()), "^".repeat(e.length()));
                throw new TypeConversionException(e.getMessage() + marked);
            }
        }
    }
}
