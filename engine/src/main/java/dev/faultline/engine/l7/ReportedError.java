package dev.faultline.engine.l7;

import dev.faultline.engine.common.Endpoint;
import dev.faultline.engine.finding.Blame;
import dev.faultline.engine.finding.Evidence;
import dev.faultline.engine.finding.FindingKind;
import dev.faultline.engine.finding.Severity;
import org.jspecify.annotations.Nullable;

/// An error that one end reports to the other. Its text is not kept, as it may repeat what was sent.
///
/// @param number tells it apart from others of its kind
/// @param code as the protocol writes it
/// @param name what its specification calls it; may be the code again
/// @param by end that reports it, where the blame does not tell; else null
/// @param last packet that proves it by being the last of its kind, or null where the present packet tells it
public record ReportedError(
        FindingKind kind,
        Severity severity,
        Blame blame,
        int number,
        String code,
        String name,
        @Nullable Endpoint by,
        @Nullable Evidence last) {

    /// One that the present packet tells.
    public ReportedError(FindingKind kind, Severity severity, Blame blame, int number, String code, String name) {
        this(kind, severity, blame, number, code, name, null, null);
    }

    /// The same, reported by that end.
    public ReportedError by(Endpoint end) {
        return new ReportedError(kind, severity, blame, number, code, name, end, last);
    }

    /// The same, with the packet that proves it by being the last of its kind.
    public ReportedError since(Evidence packet) {
        return new ReportedError(kind, severity, blame, number, code, name, by, packet);
    }

    /// One that a server answers, with a number for a code: its own fault where it is an error, else perhaps
    /// the client's.
    public static ReportedError ofServer(FindingKind kind, Severity severity, int number, String name) {
        return ofServer(kind, severity, number, Integer.toString(number), name);
    }

    /// A status of HTTP.
    public static ReportedError ofHttp(int status) {
        String text = Integer.toString(status);
        return new ReportedError(
                HttpStatus.kind(status), HttpStatus.severity(status), HttpStatus.blame(status), status, text, text);
    }

    /// One that a server answers.
    public static ReportedError ofServer(FindingKind kind, Severity severity, int number, String code, String name) {
        Blame blame = severity == Severity.ERROR ? Blame.DST : Blame.UNKNOWN;
        return new ReportedError(kind, severity, blame, number, code, name);
    }
}
