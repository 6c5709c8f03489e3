package dev.faultline.agent.telemetry;

import dev.faultline.engine.common.Endpoint;
import dev.faultline.engine.common.IpAddress;
import dev.faultline.engine.finding.Finding;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Knows findings about the connections that exporting itself makes: a receiver that is away must not become one more
/// finding at every try. Such are connections from an address of this host to the receiver.
final class OwnTraffic implements Predicate<Finding> {
    private final URI receiver;
    private volatile Set<IpAddress> there = Set.of();
    private volatile Set<IpAddress> here = Set.of();

    OwnTraffic(URI receiver) {
        this.receiver = receiver;
    }

    /// Looks up which addresses these are now. May take as long as a resolver does.
    void look() {
        try {
            here = NetworkInterface.networkInterfaces()
                    .flatMap(NetworkInterface::inetAddresses)
                    .map(OwnTraffic::address)
                    .collect(Collectors.toUnmodifiableSet());
            there = Arrays.stream(InetAddress.getAllByName(receiver.getHost()))
                    .map(OwnTraffic::address)
                    .collect(Collectors.toUnmodifiableSet());
        } catch (SocketException | UnknownHostException e) {
            // What was known still holds; whether the receiver is to be reached is said elsewhere.
        }
    }

    private static IpAddress address(InetAddress address) {
        // Without the interface of a link-local address.
        return IpAddress.parse(address.getHostAddress().replaceFirst("%.*", ""));
    }

    private int port() {
        int usual = "https".equals(receiver.getScheme()) ? 443 : 80;
        return receiver.getPort() < 0 ? usual : receiver.getPort();
    }

    private boolean isReceiver(@Nullable Endpoint end) {
        return end != null && end.port() == port() && there.contains(end.ip());
    }

    @Override
    public boolean test(Finding finding) {
        Endpoint src = finding.src();
        return src != null
                && here.contains(src.ip())
                && Stream.of(finding.dst(), finding.translatedDst()).anyMatch(this::isReceiver);
    }
}
