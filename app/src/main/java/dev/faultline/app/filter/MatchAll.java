package dev.faultline.app.filter;

import dev.faultline.app.names.EndpointNames;
import dev.faultline.engine.finding.Finding;

/// The empty filter.
record MatchAll(String text) implements FindingFilter {

    @Override
    public boolean test(Finding finding) {
        return true;
    }

    @Override
    public boolean isTextSearch() {
        return false;
    }

    @Override
    public MatchAll with(EndpointNames names) {
        return this;
    }
}
