package dev.faultline.app.k8s;

import dev.faultline.engine.common.IpAddress;
import java.net.URI;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Servers that are reached without a proxy: `NO_PROXY` as Go programs, kubectl among them, understand it
/// (golang.org/x/net/http/httpproxy). An address, a block, a domain with all below it, one with a leading dot
/// for those below it alone, each with a port or not; an asterisk for all. This host itself is always reached
/// directly.
///
/// @param entries with commas between
record NoProxy(String entries) {

    boolean covers(URI server) {
        String host = server.getHost().replaceAll("^\\[|]$", "").toLowerCase(Locale.ROOT);
        IpAddress address = address(host);
        if (host.equals("localhost")
                || address != null && address.toInetAddress().isLoopbackAddress()) {
            return true;
        }
        int port = server.getPort() >= 0 ? server.getPort() : server.getScheme().equals("https") ? 443 : 80;
        return split().anyMatch(entry -> covers(entry, host, address, port));
    }

    private Stream<String> split() {
        return Stream.of(entries.split(",", -1))
                .map(entry -> entry.strip().toLowerCase(Locale.ROOT))
                .filter(entry -> !entry.isEmpty());
    }

    private static boolean covers(String entry, String host, @Nullable IpAddress address, int port) {
        if (entry.equals("*")) {
            return true;
        }
        String name = entry;
        int colon = entry.lastIndexOf(':');
        boolean hasPort = colon > 0 && (entry.indexOf(':') == colon || entry.startsWith("["));
        if (hasPort && entry.substring(colon + 1).matches("[0-9]{1,5}")) {
            if (Integer.parseInt(entry.substring(colon + 1)) != port) {
                return false;
            }
            name = entry.substring(0, colon);
        }
        name = name.replaceAll("^\\[|]$", "");
        if (address != null) {
            return AddressBlock.covers(name, address);
        }
        if (name.startsWith(".") || name.startsWith("*.")) {
            return host.endsWith(name.substring(name.indexOf('.')));
        }
        return host.equals(name) || host.endsWith("." + name);
    }

    private static @Nullable IpAddress address(String host) {
        try {
            return IpAddress.parse(host);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
