package dev.faultline.app.ui.flows;

import dev.faultline.app.flow.FlowRequest;
import dev.faultline.engine.finding.Finding;
import org.jspecify.annotations.Nullable;

/// What is looked at.
///
/// @param session id in the store
/// @param request which packets of which capture
/// @param finding what the flow is looked at for; null for a flow as such
public record FlowSubject(
        long session, FlowRequest request, @Nullable Finding finding) {}
