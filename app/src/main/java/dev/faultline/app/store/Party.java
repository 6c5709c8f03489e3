package dev.faultline.app.store;

import dev.faultline.app.names.AddressName;
import dev.faultline.app.names.EndpointNames;
import dev.faultline.engine.common.Endpoint;
import dev.faultline.engine.finding.Finding;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What a finding is counted under on the timeline: of the end that did it, else of the server, else of the
/// client. Empty where unknown.
///
/// @param workload with its namespace; else the service, the name from DNS or the address
record Party(String namespace, String workload, String node) {
    static Party of(Finding finding, EndpointNames names) {
        Endpoint src = finding.src();
        Endpoint dst = finding.dst();
        AddressName client = names.at(src, finding.first());
        AddressName server = names.at(dst, finding.first());
        boolean isClient = switch (finding.blame()) {
            case SRC -> true;
            case DST -> false;
            case PATH, REPORTER, UNKNOWN -> dst == null || server.isEmpty() && !client.isEmpty();
        };
        return isClient ? of(src, client) : of(dst, server);
    }

    private static Party of(@Nullable Endpoint end, AddressName name) {
        String namespace = Objects.requireNonNullElse(name.namespace(), "");
        return new Party(namespace, workload(end, name), Objects.requireNonNullElse(name.node(), ""));
    }

    private static String workload(@Nullable Endpoint end, AddressName name) {
        String known = name.workload() == null ? name.service() : name.workloadName();
        if (known != null) {
            return name.namespace() == null ? known : name.namespace() + "/" + known;
        }
        String plain = name.shortName();
        return plain == null ? end == null ? "" : end.ip().toString() : plain;
    }
}
