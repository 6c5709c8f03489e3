package dev.faultline.app.k8s.targets;

import dev.faultline.app.k8s.targets.ServiceTarget.Backend;
import dev.faultline.app.k8s.targets.ServiceTarget.Port;
import dev.faultline.engine.common.IpAddress;
import io.fabric8.kubernetes.api.model.LoadBalancerIngress;
import io.fabric8.kubernetes.api.model.ObjectReference;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.ServiceSpec;
import io.fabric8.kubernetes.api.model.discovery.v1.Endpoint;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointPort;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/// Reads services and EndpointSlices.
final class ServiceReader {
    private static final String SERVICE_NAME = "kubernetes.io/service-name";

    private ServiceReader() {}

    /// What one EndpointSlice says.
    record Slice(TargetRef service, List<Backend> backends) {}

    /// A service without what is behind it.
    static ServiceTarget read(Service service) {
        ServiceSpec spec = Objects.requireNonNullElseGet(service.getSpec(), ServiceSpec::new);
        return new ServiceTarget(
                ObjectReader.ref(TargetKind.SERVICE, service),
                ObjectReader.labels(service),
                ObjectReader.text(spec.getType()),
                addresses(service, spec),
                ObjectReader.list(spec.getPorts()).stream()
                        .map(ServiceReader::port)
                        .toList(),
                List.of(),
                ObjectReader.created(service));
    }

    private static List<IpAddress> addresses(Service service, ServiceSpec spec) {
        Stream<String> cluster =
                Stream.concat(Stream.ofNullable(spec.getClusterIP()), ObjectReader.list(spec.getClusterIPs()).stream());
        Stream<String> external = ObjectReader.list(spec.getExternalIPs()).stream();
        Stream<String> balancers = Stream.ofNullable(service.getStatus())
                .flatMap(status -> Stream.ofNullable(status.getLoadBalancer()))
                .flatMap(balancer -> ObjectReader.list(balancer.getIngress()).stream())
                .map(LoadBalancerIngress::getIp);
        return Addresses.of(Stream.concat(cluster, Stream.concat(external, balancers)))
                .toList();
    }

    private static Port port(ServicePort port) {
        String protocol = port.getProtocol();
        return new Port(
                ObjectReader.text(port.getName()),
                protocol == null ? "TCP" : protocol,
                ObjectReader.number(port.getPort(), 0),
                ObjectReader.number(port.getNodePort(), 0));
    }

    static Slice read(EndpointSlice slice) {
        TargetRef self = ObjectReader.ref(TargetKind.SERVICE, slice);
        String service = ObjectReader.labels(slice).getOrDefault(SERVICE_NAME, "");
        List<Integer> ports = ObjectReader.list(slice.getPorts()).stream()
                .map(EndpointPort::getPort)
                .filter(Objects::nonNull)
                .toList();
        return new Slice(
                new TargetRef(TargetKind.SERVICE, self.namespace(), service),
                ObjectReader.list(slice.getEndpoints()).stream()
                        .flatMap(endpoint -> backends(endpoint, ports, self.namespace()))
                        .toList());
    }

    private static Stream<Backend> backends(Endpoint endpoint, List<Integer> ports, String namespace) {
        ObjectReference target = endpoint.getTargetRef();
        boolean isPod = target != null && "Pod".equals(target.getKind());
        TargetRef pod = isPod ? new TargetRef(TargetKind.POD, namespace, target.getName()) : null;
        boolean ready = endpoint.getConditions() == null
                || !Boolean.FALSE.equals(endpoint.getConditions().getReady());
        return Addresses.of(ObjectReader.list(endpoint.getAddresses()).stream())
                .map(ip -> new Backend(ip, pod, endpoint.getNodeName(), ready, ports));
    }

    /// The same service with what its slices say is behind it.
    static ServiceTarget with(ServiceTarget service, Collection<Backend> backends) {
        Map<IpAddress, Backend> byIp = new LinkedHashMap<>();
        backends.forEach(backend -> byIp.merge(backend.ip(), backend, ServiceReader::both));
        return new ServiceTarget(
                service.ref(),
                service.labels(),
                service.type(),
                service.ips(),
                service.ports(),
                List.copyOf(byIp.values()),
                service.created());
    }

    private static Backend both(Backend one, Backend other) {
        List<Integer> ports = Stream.concat(one.ports().stream(), other.ports().stream())
                .distinct()
                .toList();
        return new Backend(one.ip(), one.pod(), one.node(), one.ready() || other.ready(), ports);
    }
}
