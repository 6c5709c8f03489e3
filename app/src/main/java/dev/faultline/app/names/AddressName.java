package dev.faultline.app.names;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What an address was called. Null where unknown.
///
/// @param pod name of the pod that had it
/// @param namespace of pod or service
/// @param workload what runs the pod, as `Deployment/cart`
/// @param service that it belongs to, or that stands before the pod
/// @param node that has it, or that the pod runs on
/// @param dns name that a DNS answer gave for it
public record AddressName(
        @Nullable String pod,
        @Nullable String namespace,
        @Nullable String workload,
        @Nullable String service,
        @Nullable String node,
        @Nullable String dns) {

    /// Nothing is known.
    public static final AddressName NONE = new AddressName(null, null, null, null, null, null);

    /// A name from a DNS answer alone.
    public static AddressName ofDns(String name) {
        return new AddressName(null, null, null, null, null, name);
    }

    /// Whether nothing is known.
    public boolean isEmpty() {
        return equals(NONE);
    }

    /// The shortest name that says who it is: pod, else service, node or DNS name; null for none.
    public @Nullable String shortName() {
        if (pod != null) {
            return pod;
        }
        if (service != null) {
            return service;
        }
        return node != null ? node : dns;
    }

    /// What it is called among others.
    ///
    /// @param several whether it stands for several addresses of one workload
    /// @return the workload of several, else [#shortName()]; null for none
    public @Nullable String shortName(boolean several) {
        return several && workload != null ? workloadName() : shortName();
    }

    /// The workload without its kind; null for none.
    public @Nullable String workloadName() {
        return workload == null ? null : workload.substring(workload.indexOf('/') + 1);
    }

    /// A name with the dots of one in DNS, as Wireshark shows it: `cart-0.shop`, `cart.shop.svc`; null for
    /// none.
    public @Nullable String hostName() {
        if (pod != null) {
            return namespace == null ? pod : pod + "." + namespace;
        }
        if (service != null) {
            return namespace == null ? service : service + "." + namespace + ".svc";
        }
        return node != null ? node : dns;
    }

    /// All that is known, for a search.
    public List<String> words() {
        return Stream.of(pod, namespace, workload, service, node, dns)
                .filter(Objects::nonNull)
                .toList();
    }

    /// This, and what the other knows besides.
    public AddressName or(AddressName other) {
        return new AddressName(
                pod != null ? pod : other.pod,
                namespace != null ? namespace : other.namespace,
                workload != null ? workload : other.workload,
                service != null ? service : other.service,
                node != null ? node : other.node,
                dns != null ? dns : other.dns);
    }
}
