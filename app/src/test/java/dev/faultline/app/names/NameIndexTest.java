package dev.faultline.app.names;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.engine.common.Endpoint;
import dev.faultline.engine.common.IpAddress;
import java.util.List;
import org.junit.jupiter.api.Test;

class NameIndexTest {
    private static final IpAddress IP = IpAddress.parse("10.0.0.7");
    private static final IpAddress OTHER = IpAddress.parse("10.0.0.8");

    private final NameIndex index = new NameIndex();

    private static AddressName pod(String name) {
        return new AddressName(name, "shop", "Deployment/" + name, null, "n1", null);
    }

    private static AddressName service(String name) {
        return new AddressName(null, "shop", null, name, null, null);
    }

    private static NameEntry entry(IpAddress ip, int port, NameSource source, AddressName name, long from) {
        return new NameEntry(ip, port, source, name, from, NameEntry.LASTING);
    }

    private static NameEntry podEntry(IpAddress ip, String name, long from) {
        return entry(ip, Endpoint.NO_PORT, NameSource.POD, pod(name), from);
    }

    private AddressName at(IpAddress ip, int port, long nanos) {
        return index.at(new Endpoint(ip, port), nanos);
    }

    @Test
    void addressBelongsToThePodThatHadItThen() {
        index.cluster(List.of(podEntry(IP, "first", 10)), 10);
        index.cluster(List.of(), 20);
        index.cluster(List.of(podEntry(IP, "second", 25)), 26);
        assertThat(at(IP, 80, 15).pod()).isEqualTo("first");
        assertThat(at(IP, 80, 22)).isEqualTo(AddressName.NONE);
        assertThat(at(IP, 80, 25).pod()).isEqualTo("second");
        assertThat(at(IP, 80, 5)).isEqualTo(AddressName.NONE);
    }

    @Test
    void laterPodWinsWhileTheEarlierOneIsStillListed() {
        index.cluster(List.of(podEntry(IP, "old", 10), podEntry(IP, "new", 20)), 20);
        assertThat(at(IP, 80, 15).pod()).isEqualTo("old");
        assertThat(at(IP, 80, 25).pod()).isEqualTo("new");
    }

    @Test
    void podThatComesBackInTheListGoesOnAsBefore() {
        index.cluster(List.of(podEntry(IP, "a", 10)), 10);
        index.cluster(List.of(), 20);
        index.cluster(List.of(podEntry(IP, "a", 10)), 30);
        assertThat(at(IP, 80, 25).pod()).isEqualTo("a");
    }

    @Test
    void podAndTheServiceBeforeItAreToldTogether() {
        index.cluster(
                List.of(podEntry(IP, "cart", 10), entry(IP, 8080, NameSource.ENDPOINT, service("cart-svc"), 12)), 12);
        assertThat(at(IP, 8080, 15).service()).isEqualTo("cart-svc");
        assertThat(at(IP, 8080, 15).pod()).isEqualTo("cart");
        assertThat(at(IP, 41000, 15).service()).isNull();
    }

    @Test
    void nameForAPortWinsOverOneForAll() {
        AddressName node = new AddressName(null, null, null, null, "n1", null);
        index.cluster(
                List.of(
                        entry(IP, Endpoint.NO_PORT, NameSource.NODE, node, 0),
                        entry(IP, 9100, NameSource.POD, pod("exporter"), 0)),
                1);
        assertThat(at(IP, 9100, 5).pod()).isEqualTo("exporter");
        assertThat(at(IP, 22, 5).pod()).isNull();
        assertThat(at(IP, 22, 5).node()).isEqualTo("n1");
    }

    @Test
    void dnsNameHoldsFromItsAnswerOnAndBeforeTheFirst() {
        index.answered("a.example", IP, 100);
        index.answered("b.example", IP, 200);
        assertThat(at(IP, 443, 50).dns()).isEqualTo("a.example");
        assertThat(at(IP, 443, 150).dns()).isEqualTo("a.example");
        assertThat(at(IP, 443, 250).dns()).isEqualTo("b.example");
    }

    @Test
    void sameAnswerAgainIsNoNews() {
        index.answered("a.example", IP, 100);
        index.drainChanges();
        index.answered("a.example", IP, 300);
        assertThat(index.drainChanges()).isEmpty();
    }

    @Test
    void whatWasStoredSaysTheSameAgain() {
        index.cluster(List.of(podEntry(IP, "first", 10)), 10);
        index.cluster(List.of(podEntry(IP, "second", 25)), 25);
        index.answered("a.example", OTHER, 100);
        NameIndex again = NameIndex.of(index.drainChanges());
        assertThat(again.at(new Endpoint(IP, 80), 15).pod()).isEqualTo("first");
        assertThat(again.at(new Endpoint(IP, 80), 30).pod()).isEqualTo("second");
        assertThat(again.at(new Endpoint(OTHER, 80), 100).dns()).isEqualTo("a.example");
        assertThat(again.drainChanges()).isEmpty();
    }

    @Test
    void endIsAmongTheChanges() {
        index.cluster(List.of(podEntry(IP, "first", 10)), 10);
        index.drainChanges();
        index.cluster(List.of(), 20);
        assertThat(index.drainChanges()).extracting(NameEntry::to).containsExactly(20L);
    }

    @Test
    void addressesBeyondTheLimitHaveNoNames() {
        NameIndex small = new NameIndex(1);
        small.answered("a.example", IP, 1);
        small.answered("b.example", OTHER, 1);
        assertThat(small.at(new Endpoint(IP, 1), 1).dns()).isEqualTo("a.example");
        assertThat(small.at(new Endpoint(OTHER, 1), 1)).isEqualTo(AddressName.NONE);
    }
}
