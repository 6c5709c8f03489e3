package dev.faultline.app.export;

import dev.faultline.app.Messages;
import dev.faultline.app.filter.FilterFields;
import dev.faultline.app.filter.RequestText;
import dev.faultline.app.names.AddressName;
import dev.faultline.app.names.EndpointNames;
import dev.faultline.engine.common.Endpoint;
import dev.faultline.engine.common.IpAddress;
import dev.faultline.engine.finding.Evidence;
import dev.faultline.engine.finding.FactText;
import dev.faultline.engine.finding.Finding;
import dev.faultline.engine.finding.FindingClass;
import dev.faultline.engine.finding.FindingKind;
import dev.faultline.engine.finding.Severity;
import dev.faultline.engine.pipeline.AnalysisResult;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The words that reports for people have in common.
final class Phrases {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT);
    private static final int FRAMES = 5;

    private Phrases() {}

    static String severity(Severity severity) {
        return Messages.text("report.severity." + severity.id());
    }

    /// Time of day in UTC.
    static String time(Finding finding) {
        return TIME.format(Timestamps.instant(finding.first()).atOffset(ZoneOffset.UTC));
    }

    /// From whom to whom, with their names where they are known.
    static String ends(FoldedRow row, EndpointNames names) {
        Finding lead = row.lead();
        if (lead.src() == null || lead.dst() == null) {
            return String.join(", ", lead.vantage());
        }
        boolean many = row.findings().size() > 1;
        String from = name(names.at(lead.src(), lead.first()), many);
        String to = name(names.at(lead.dst(), lead.first()), many);
        return Messages.text(
                "report.ends",
                end(lead.src(), !many, from, isOne(row, Finding::src)),
                end(lead.dst(), true, to, isOne(row, Finding::dst)));
    }

    private static boolean isOne(FoldedRow row, Function<Finding, @Nullable Endpoint> end) {
        return row.findings().stream()
                        .map(end)
                        .map(endpoint -> endpoint == null ? null : endpoint.ip())
                        .distinct()
                        .count()
                == 1;
    }

    /// @param ported whether to tell the port
    /// @param one whether all findings of the row have its address
    private static String end(Endpoint end, boolean ported, @Nullable String name, boolean one) {
        String address = ported ? end.toString() : end.ip().toString();
        if (name == null || one) {
            return named(name, address);
        }
        return ported && end.port() != Endpoint.NO_PORT ? name + ":" + end.port() : name;
    }

    private static String named(@Nullable String name, String address) {
        return name == null ? address : Messages.text("report.named", name, address);
    }

    /// What an address is called: a pod, or the workload of several, and a service with their namespace.
    static @Nullable String name(AddressName who, boolean many) {
        String name = who.shortName(many);
        boolean namespaced = who.namespace() != null && (who.pod() != null || who.service() != null);
        return namespaced ? who.namespace() + "/" + name : name;
    }

    /// Who did it.
    static String blame(Finding finding, EndpointNames names) {
        return switch (finding.blame()) {
            case REPORTER -> reporter(finding, names);
            case SRC, DST, PATH, UNKNOWN ->
                Messages.text("report.blame." + finding.blame().id());
        };
    }

    private static String reporter(Finding finding, EndpointNames names) {
        IpAddress reporter = finding.reporter();
        if (reporter == null) {
            return Messages.text("report.blame.unknown");
        }
        AddressName who = names.at(new Endpoint(reporter, Endpoint.NO_PORT), finding.first());
        return named(name(who, false), reporter.toString());
    }

    /// How often, where that is more than once.
    static String times(FoldedRow row) {
        if (row.findings().size() > 1 && row.flows() > 1) {
            return Messages.text("report.flows", number(row.flows()));
        }
        return row.count() > 1 ? Messages.text("report.times", number(row.count())) : "";
    }

    /// The request behind a finding and how long it took, or null.
    static @Nullable String request(Finding finding) {
        String request = RequestText.of(finding);
        Long nanos = RequestText.elapsed(finding);
        return request == null || nanos == null
                ? request
                : Messages.text("report.request", request, FactText.duration(Duration.ofNanos(nanos)));
    }

    /// Where to look: the id, the stream, the frames.
    static String place(Finding finding) {
        List<String> parts = new ArrayList<>();
        parts.add(finding.id());
        if (finding.tcpStream() >= 0) {
            parts.add(Messages.text("report.stream", Integer.toString(finding.tcpStream())));
        }
        List<Evidence> evidence = finding.evidence();
        if (!evidence.isEmpty()) {
            String frames = evidence.stream()
                    .limit(FRAMES)
                    .map(e -> Long.toString(e.frame()))
                    .collect(Collectors.joining(", "));
            String more = evidence.size() > FRAMES ? ", …" : "";
            parts.add(Messages.text(evidence.size() == 1 ? "report.frame" : "report.frames", frames + more));
        }
        return String.join(" · ", parts);
    }

    /// A capture in a few words.
    static String capture(AnalysisResult result) {
        List<String> parts = new ArrayList<>();
        parts.add(result.format());
        parts.add(packets(result));
        if (result.capture().packets() > 0) {
            parts.add(FactText.duration(length(result)));
        }
        return String.join(" · ", parts);
    }

    /// What the findings of a capture come to, in one or two sentences.
    static String summary(FileReport report) {
        List<String> sentences = new ArrayList<>();
        long errors = report.findings().stream().filter(FilterFields::isError).count();
        if (report.result().capture().packets() == 0) {
            sentences.add(Messages.text("report.summary.empty"));
        } else if (errors == 0) {
            sentences.add(Messages.text("report.summary.none", traffic(report.result())));
            sentences.add(Messages.text("report.summary.checked", checked()));
        } else {
            sentences.add(Messages.text("report.summary.found", severities(report), traffic(report.result())));
        }
        int hidden = report.findings().size() - report.shown().size();
        if (hidden > 0) {
            sentences.add(Messages.text("report.summary.hidden", number(hidden)));
        }
        return String.join(" ", sentences);
    }

    /// Network errors by severity, without those that only follow from another.
    private static String severities(FileReport report) {
        return Stream.of(Severity.ERROR, Severity.WARNING)
                .map(severity -> counted(
                        "report.count." + severity.id(),
                        report.findings().stream()
                                .filter(FilterFields::isError)
                                .filter(f -> f.severity() == severity && f.partOf() == null)
                                .count()))
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining(Messages.text("report.and")));
    }

    private static String traffic(AnalysisResult result) {
        return Stream.of(
                        packets(result),
                        counted("report.count.tcp", result.tcpStreams()),
                        counted("report.count.udp", result.udpStreams()),
                        FactText.duration(length(result)))
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining(", "));
    }

    private static String packets(AnalysisResult result) {
        long packets = result.capture().packets();
        return packets == 0 ? Messages.text("report.count.packets.0") : counted("report.count.packets", packets);
    }

    /// Empty for none.
    private static String counted(String key, long count) {
        if (count == 0) {
            return "";
        }
        return Messages.text(key + (count == 1 ? ".1" : ".n"), number(count));
    }

    /// What a program of this version looks for.
    private static String checked() {
        return Stream.of(FindingClass.values())
                .filter(c -> Stream.of(FindingKind.values()).anyMatch(kind -> kind.findingClass() == c))
                .map(c -> Messages.text("report.checked." + c.id()))
                .collect(Collectors.joining(", "));
    }

    private static Duration length(AnalysisResult result) {
        return Duration.ofNanos(result.captureEnd() - result.captureStart());
    }

    static String number(long number) {
        return FactText.of(number);
    }
}
