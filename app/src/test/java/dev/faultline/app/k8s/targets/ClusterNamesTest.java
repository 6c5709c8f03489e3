package dev.faultline.app.k8s.targets;

import static dev.faultline.app.k8s.targets.TargetFixture.CART;
import static dev.faultline.app.k8s.targets.TargetFixture.node;
import static dev.faultline.app.k8s.targets.TargetFixture.pod;
import static dev.faultline.app.k8s.targets.TargetFixture.service;
import static dev.faultline.app.k8s.targets.TargetFixture.snapshot;
import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.app.k8s.targets.PodTarget.Phase;
import dev.faultline.app.names.AddressName;
import dev.faultline.app.names.NameIndex;
import dev.faultline.engine.common.Endpoint;
import dev.faultline.engine.common.IpAddress;
import org.junit.jupiter.api.Test;

class ClusterNamesTest {
    private static final PodTarget CART_1 = pod("shop", "cart-1", "n1", "10.0.0.1", CART);

    private static AddressName named(TargetSnapshot all, String ip, int port) {
        NameIndex index = new NameIndex();
        index.cluster(ClusterNames.entries(all), 100);
        return index.at(new Endpoint(IpAddress.parse(ip), port), 200);
    }

    @Test
    void podIsKnownWithItsWorkloadServiceAndNode() {
        AddressName name = named(snapshot(CART_1, service("10.96.0.9", CART_1)), "10.0.0.1", 8080);
        assertThat(name).isEqualTo(new AddressName("cart-1", "shop", "Deployment/cart", "cart", "n1", null));
    }

    @Test
    void podIsKnownAsAClientOfItsServiceToo() {
        assertThat(named(snapshot(CART_1, service("10.96.0.9", CART_1)), "10.0.0.1", 41000)
                        .service())
                .isEqualTo("cart");
    }

    @Test
    void clusterAddressIsTheService() {
        AddressName name = named(snapshot(CART_1, service("10.96.0.9", CART_1)), "10.96.0.9", 80);
        assertThat(name).isEqualTo(new AddressName(null, "shop", null, "cart", null, null));
    }

    @Test
    void podInTheNetworkOfItsNodeIsKnownByItsPorts() {
        PodTarget exporter = pod("ops", "exporter-1", "n1", "192.168.0.1", null, Phase.RUNNING, true);
        TargetSnapshot all = snapshot(exporter, node("n1", "192.168.0.1"));
        assertThat(named(all, "192.168.0.1", 8080).pod()).isEqualTo("exporter-1");
        assertThat(named(all, "192.168.0.1", 22)).isEqualTo(new AddressName(null, null, null, null, "n1", null));
    }

    @Test
    void addressOfAPodThatIsOverIsNoLongerItsOwn() {
        PodTarget done = pod("shop", "job-1", "n1", "10.0.0.5", null, Phase.SUCCEEDED, false);
        assertThat(named(snapshot(done), "10.0.0.5", 80)).isEqualTo(AddressName.NONE);
    }
}
