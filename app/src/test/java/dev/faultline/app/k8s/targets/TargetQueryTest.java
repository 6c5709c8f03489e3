package dev.faultline.app.k8s.targets;

import static dev.faultline.app.k8s.targets.TargetFixture.CART;
import static dev.faultline.app.k8s.targets.TargetFixture.node;
import static dev.faultline.app.k8s.targets.TargetFixture.pod;
import static dev.faultline.app.k8s.targets.TargetFixture.service;
import static dev.faultline.app.k8s.targets.TargetFixture.snapshot;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TargetQueryTest {
    private static final PodTarget CART_1 = pod("shop", "cart-1", "n1", "10.0.0.1", CART);
    private static final PodTarget DB = pod("data", "db-0", "n2", "10.0.1.3", null);
    private static final TargetSnapshot ALL = snapshot(
            CART_1,
            DB,
            new WorkloadTarget(CART, Map.of("app", "cart"), 1, 1),
            service("10.96.0.9", CART_1),
            node("n1", "192.168.0.1"),
            node("n2", "192.168.0.2"));

    private static String found(String query) throws TargetQueryException {
        return TargetQuery.parse(query).search(ALL).stream()
                .map(target -> target.ref().toString())
                .collect(Collectors.joining(", "));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "CART | Pod shop/cart-1, Deployment shop/cart, Service shop/cart",
                "data/ | Pod data/db-0",
                "/^[cd][a-z]+-[0-9]$/ | Pod shop/cart-1, Pod data/db-0",
                "app=cart | Pod shop/cart-1, Deployment shop/cart, Service shop/cart",
                "app!=cart kind:pod | Pod data/db-0",
                "app in (cart, db) kind:Pod | Pod shop/cart-1, Pod data/db-0",
                "label:tier | Pod shop/cart-1, Pod data/db-0",
                "10.0.0.1 | Pod shop/cart-1, Deployment shop/cart, Service shop/cart",
                "10.0.1.0/24 | Pod data/db-0",
                "ip:192.168.0.2 | Node n2",
                "node:n1 | Pod shop/cart-1, Deployment shop/cart, Service shop/cart, Node n1",
                "ns:shop cart kind:deployment | Deployment shop/cart"
            })
    void searchFinds(String query, String expected) throws TargetQueryException {
        assertThat(found(query)).isEqualTo(expected);
    }

    @Test
    void emptySearchFindsEverything() throws TargetQueryException {
        assertThat(TargetQuery.parse("  ").search(ALL)).hasSize(6);
    }

    @ParameterizedTest
    @CsvSource({
        "'cart /a(/', REGEX",
        "'color:red', FIELD",
        "'ip:10.0.0', ADDRESS",
        "'10.0.0.1/99', ADDRESS",
        "'a=b=c', SELECTOR"
    })
    void whatCannotBeUnderstoodIsTold(String query, TargetQueryException.Reason reason) {
        assertThatThrownBy(() -> TargetQuery.parse(query)).isInstanceOfSatisfying(TargetQueryException.class, e -> {
            assertThat(e.reason()).isEqualTo(reason);
            assertThat(e.from()).isBetween(0, query.length() - 1);
            assertThat(e.to()).isBetween(e.from() + 1, query.length());
        });
    }

    @ParameterizedTest
    @CsvSource({
        "'a=1', true",
        "'a==1,b!=3', true",
        "'a in (1, 2), b', true",
        "'!c', true",
        "'c!=1', true",
        "'c notin (1)', true",
        "'a notin (1)', false",
        "'!a', false",
        "'c', false",
        "'', true"
    })
    void selectorMatchesAsInKubernetes(String selector, boolean matches) throws TargetQueryException {
        assertThat(LabelSelector.parse(selector).matches(Map.of("a", "1", "b", "2")))
                .isEqualTo(matches);
    }
}
