package dev.faultline.app.live;

import org.jspecify.annotations.Nullable;

/// Where a feed's packets are captured.
///
/// @param kind what it is
/// @param name of the node, the pod or the interface
/// @param namespace of the pod; null for what has none
/// @param node that it is on; null when it does not matter or is not known
public record FeedPlace(
        Kind kind,
        String name,
        @Nullable String namespace,
        @Nullable String node) {

    /// What packets are captured on.
    public enum Kind {
        /// A node of a cluster.
        NODE,
        /// One pod, in its own network namespace.
        POD,
        /// An interface of this machine.
        INTERFACE,
        /// Something that is piped in.
        STREAM
    }

    /// A node of a cluster.
    public static FeedPlace node(String name) {
        return new FeedPlace(Kind.NODE, name, null, name);
    }

    /// A pod of a cluster.
    public static FeedPlace pod(String namespace, String name, String node) {
        return new FeedPlace(Kind.POD, name, namespace, node);
    }

    /// An interface of this machine.
    public static FeedPlace local(String name) {
        return new FeedPlace(Kind.INTERFACE, name, null, null);
    }

    /// The place in one word, as findings name their vantage points: `worker-1`, `shop/cart-5f7`, `eth0`.
    public String label() {
        return namespace == null ? name : namespace + "/" + name;
    }
}
