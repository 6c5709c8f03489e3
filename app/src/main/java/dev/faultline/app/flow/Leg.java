package dev.faultline.app.flow;

import dev.faultline.engine.common.Endpoint;

/// The addresses that a flow has on one side of a translation of addresses.
///
/// @param client who opened it
/// @param server the other end
/// @param tcpStream Wireshark's number of the stream, or -1
public record Leg(Endpoint client, Endpoint server, int tcpStream) {

    /// The same with the ends the other way round.
    Leg turned() {
        return new Leg(/* client= */ server, /* server= */ client, tcpStream);
    }
}
