package dev.faultline.engine.common;

/// One end of a flow.
///
/// @param ip its address
/// @param port 0…65535, or [#NO_PORT] where the protocol has none
public record Endpoint(IpAddress ip, int port) {
    /// The port of an endpoint of a protocol without ports, such as ICMP.
    public static final int NO_PORT = -1;

    public Endpoint {
        if (port < NO_PORT || port > 0xffff) {
            throw new IllegalArgumentException("port " + port);
        }
    }

    /// `10.0.0.1:80`, `[fd00::1]:80`, or the bare address where there is no port.
    @Override
    public String toString() {
        if (port == NO_PORT) {
            return ip.toString();
        }
        return ip.version() == 6 ? "[" + ip + "]:" + port : ip + ":" + port;
    }
}
