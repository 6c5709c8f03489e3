package dev.faultline.app.session;

/// A packet in one line, as in the list of packets of a finding.
///
/// @param frame number, as Wireshark counts
/// @param position of its record in the (uncompressed) source, or -1
/// @param time nanoseconds since the epoch
/// @param delta nanoseconds since the first packet of the list
/// @param direction from whom to whom
/// @param what flags or type in the field's words: `SYN`, `RST, ACK`, `Destination unreachable (Port
/// unreachable)`
/// @param reset whether it carries RST or is an ICMP error: shown in the colour of errors
/// @param rest the other figures: `41022→8443 seq 0 win 64240 ttl 64`; sequence numbers are relative, as in
/// Wireshark, where the packets of the list prove the first one, else as on the wire
public record PacketLine(
        long frame,
        long position,
        long time,
        long delta,
        Direction direction,
        String what,
        boolean reset,
        String rest) {

    /// Which way a packet went.
    public enum Direction {
        CLIENT_TO_SERVER,
        SERVER_TO_CLIENT,
        /// From a third party, such as a router's ICMP error.
        OTHER
    }
}
