package dev.faultline.engine.tcp;

import org.jspecify.annotations.Nullable;

/// The answers of a connection whose addresses are translated one way only at a vantage point: a bridge shows
/// requests to a Service with the address of the pod, and the answers with that of the Service. They belong to
/// the connection of the requests.
///
/// @param vantage where it is so
/// @param whole the connection that has the requests
/// @param serverIsA whether the answers come from end A of their conversation
/// @param next another vantage point's, or null
record TranslatedHalf(
        int vantage,
        TcpConnection whole,
        boolean serverIsA,
        @Nullable TranslatedHalf next) {

    /// Whether a packet of the answers' conversation is one of end A of the connection.
    boolean isFromA(boolean fromA) {
        boolean fromServer = fromA == serverIsA;
        return fromServer != whole.isClientA();
    }
}
