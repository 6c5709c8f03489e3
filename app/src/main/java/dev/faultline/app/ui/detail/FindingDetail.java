package dev.faultline.app.ui.detail;

import dev.faultline.app.ui.control.BlameMark;
import dev.faultline.app.ui.control.ClassMark;
import dev.faultline.app.ui.control.ConfidenceMark;
import dev.faultline.app.ui.control.SeverityMark;
import java.util.List;

/// All that is said of one finding, ready to be shown.
///
/// @param id of the finding
/// @param severity how bad it is
/// @param findingClass its class
/// @param kind dotted id of the kind
/// @param title a few words
/// @param times how often it happened, such as `214×`
/// @param lead what happened, in one sentence
/// @param rest what supports it; may be empty
/// @param blame who did it
/// @param proof what proves it, such as `proved by 3 packets`
/// @param client name of the left end
/// @param clientNote more about it; may be empty
/// @param server name of the right end
/// @param serverNote more about it; may be empty
/// @param confidence how sure it is
/// @param doubts why the confidence is not high
/// @param causes the likeliest first
/// @param steps what to do next
/// @param facts both ends and the way between
/// @param parents what it is a consequence of
/// @param children what it explains
public record FindingDetail(
        String id,
        SeverityMark severity,
        ClassMark findingClass,
        String kind,
        String title,
        String times,
        String lead,
        String rest,
        BlameMark blame,
        String proof,
        String client,
        String clientNote,
        String server,
        String serverNote,
        ConfidenceMark confidence,
        List<String> doubts,
        List<String> causes,
        List<Step> steps,
        List<Fact> facts,
        List<Related> parents,
        List<Related> children) {

    public FindingDetail {
        doubts = List.copyOf(doubts);
        causes = List.copyOf(causes);
        steps = List.copyOf(steps);
        facts = List.copyOf(facts);
        parents = List.copyOf(parents);
        children = List.copyOf(children);
    }

    /// Something to do.
    ///
    /// @param command whether it is a command to copy
    public record Step(String text, boolean command) {}

    /// A word about an end of the flow or the way between.
    ///
    /// @param mono whether it is written in the fixed-width font
    public record Fact(String name, String value, boolean mono) {}

    /// Another finding that belongs to this one.
    public record Related(String id, String title, SeverityMark severity, String kind) {}
}
