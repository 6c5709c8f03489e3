package dev.faultline.app.ui.findings;

import dev.faultline.app.Messages;
import dev.faultline.app.names.AddressName;
import dev.faultline.app.store.FindingRow;
import dev.faultline.app.ui.control.BlameMark;
import dev.faultline.app.ui.control.ClassMark;
import dev.faultline.app.ui.control.ConfidenceMark;
import dev.faultline.app.ui.control.SeverityMark;
import dev.faultline.app.ui.text.Figures;
import dev.faultline.engine.common.Endpoint;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// One line of the table, in the words and marks of the look.
///
/// @param depth 0 for the first level, one more for what is unfolded below it
/// @param open whether it is unfolded
/// @param row what it shows; null while it is being loaded
public record RowItem(int depth, boolean open, @Nullable FindingRow row) {

    public boolean isLoaded() {
        return row != null;
    }

    /// What the line is known by, whatever comes before it.
    ///
    /// @throws IllegalStateException when it is not loaded
    public RowKey key() {
        FindingRow loaded = loaded();
        return depth == 0 ? new RowKey.Fold(loaded.fold()) : new RowKey.Single(loaded.findingId());
    }

    /// The finding that stands for the line.
    public String findingId() {
        return loaded().findingId();
    }

    /// Whether something can be unfolded below it.
    public boolean isExpandable() {
        return row != null && (isFolded() || row.hasParts());
    }

    /// Whether it stands for several findings.
    public boolean isFolded() {
        return row != null && depth == 0 && row.isFolded();
    }

    public SeverityMark severity() {
        return SeverityMark.of(loaded().severity().id());
    }

    public ClassMark findingClass() {
        return ClassMark.of(loaded().kind().findingClass().id());
    }

    public ConfidenceMark confidence() {
        return ConfidenceMark.of(loaded().confidence().id());
    }

    public String title() {
        return loaded().title();
    }

    /// Dotted id of the kind.
    public String kind() {
        return loaded().kind().id();
    }

    /// Time of the first occurrence, nanoseconds since the epoch.
    public long first() {
        return loaded().first();
    }

    /// Occurrences over all its findings.
    public long count() {
        return loaded().count();
    }

    /// Number of findings, each of another flow.
    public long flows() {
        return loaded().flows();
    }

    public EndpointText source() {
        return endpoint(loaded().src(), loaded().srcName(), loaded().isFolded());
    }

    public EndpointText destination() {
        return endpoint(loaded().dst(), loaded().dstName(), loaded().isFolded());
    }

    /// What was asked and what came of it, of the finding that stands for the line; empty where there is no
    /// request.
    public String request() {
        return Objects.requireNonNullElse(loaded().request(), "");
    }

    /// How long that took, in words; empty where that is not known.
    public String elapsed() {
        Long nanos = loaded().elapsed();
        return nanos == null ? "" : Figures.measured(nanos);
    }

    /// Who did it; unknown also where the findings of a fold differ.
    public BlameMark blame() {
        FindingRow loaded = loaded();
        return loaded.blame() == null
                ? BlameMark.UNKNOWN
                : BlameMark.of(loaded.blame().id());
    }

    /// The word of the blame.
    public String blameWord() {
        return loaded().blame() == null ? Messages.text("blame.mixed") : Messages.text("blame." + blame().id());
    }

    /// The address of the reporter, or empty.
    public String reporter() {
        FindingRow loaded = loaded();
        return loaded.reporter() == null ? "" : loaded.reporter().toString();
    }

    private FindingRow loaded() {
        if (row == null) {
            throw new IllegalStateException("row is not loaded");
        }
        return row;
    }

    private static EndpointText endpoint(@Nullable Endpoint endpoint, AddressName known, boolean folded) {
        EndpointText text = endpoint(endpoint);
        String name = known.shortName(folded);
        return name == null ? text : new EndpointText(name, text.rest());
    }

    private static EndpointText endpoint(@Nullable Endpoint endpoint) {
        if (endpoint == null) {
            return EndpointText.NONE;
        }
        if (endpoint.port() == Endpoint.NO_PORT) {
            return new EndpointText(endpoint.toString(), "");
        }
        String whole = endpoint.toString();
        int port = whole.lastIndexOf(':');
        return new EndpointText(whole.substring(0, port), whole.substring(port));
    }
}
