package dev.faultline.app.ui.flows;

import dev.faultline.app.Messages;
import dev.faultline.app.names.AddressName;
import dev.faultline.engine.common.Endpoint;
import org.jspecify.annotations.Nullable;

/// One end of a flow as it is shown.
///
/// @param name what it is called, else its address
/// @param below its address where it has a name, else which end it is
record FlowEnd(String name, String below) {
    /// @param end null when nothing tells who it is
    /// @param known what it was called then
    /// @param role which end it is
    static FlowEnd of(@Nullable Endpoint end, AddressName known, String role) {
        if (end == null) {
            return new FlowEnd(Messages.text("flow.unknownEnd"), role);
        }
        String name = known.shortName();
        return name == null ? new FlowEnd(end.toString(), role) : new FlowEnd(name, end.toString());
    }
}
