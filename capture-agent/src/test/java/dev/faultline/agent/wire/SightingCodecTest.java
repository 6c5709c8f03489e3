package dev.faultline.agent.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.faultline.engine.common.Endpoint;
import dev.faultline.engine.common.IpAddress;
import dev.faultline.engine.correlate.Sighting;
import dev.faultline.engine.correlate.Sighting.Sent;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class SightingCodecTest {
    private static final long TIME = 1_795_000_000_000_000_000L;
    private static final Sighting SIGHTING = new Sighting(
            "eth0",
            -5,
            new Endpoint(IpAddress.parse("10.0.0.1"), 40_000),
            new Endpoint(IpAddress.parse("2001:db8::1"), 443),
            63,
            TIME,
            TIME + 9,
            new Sent(4, 2, TIME, 1),
            new Sent(3, 0, 0, 0));

    @Test
    void sightingArrivesAsItLeft() throws IOException {
        assertThat(SightingCodec.decode(SightingCodec.encode(SIGHTING), "eth0", 0))
                .isEqualTo(SIGHTING);
    }

    @Test
    void timesOfAWrongClockAreCorrectedButNotThoseThatAreNone() throws IOException {
        Sighting here = SightingCodec.decode(SightingCodec.encode(SIGHTING), "worker-1/eth0", 1000);

        assertThat(here.vantage()).isEqualTo("worker-1/eth0");
        assertThat(here.firstSeen()).isEqualTo(TIME - 1000);
        assertThat(here.changed()).isEqualTo(TIME + 9 - 1000);
        assertThat(here.client().opened()).isEqualTo(TIME - 1000);
        assertThat(here.server().opened()).isZero();
    }

    @Test
    void sightingWithoutAnAddressIsRefused() {
        var message = SightingCodec.encode(SIGHTING).toBuilder().clearDst().build();

        assertThatThrownBy(() -> SightingCodec.decode(message, "eth0", 0)).isInstanceOf(IOException.class);
    }
}
