package dev.faultline.engine.l7;

import dev.faultline.engine.finding.Blame;
import dev.faultline.engine.finding.FindingKind;
import dev.faultline.engine.finding.Severity;

/// An error that one end reports to the other. Its text is not kept, as it may repeat what was sent.
///
/// @param number tells it apart from others of its kind
/// @param code as the protocol writes it
/// @param name what its specification calls it; may be the code again
public record ReportedError(FindingKind kind, Severity severity, Blame blame, int number, String code, String name) {}
