package dev.faultline.engine.capture.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PcapngInterfaceTest {
    private static PcapngInterface of(int resolution, long offset) {
        return new PcapngInterface(0, 1, 0, 262_144, resolution, offset);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3, 6, 7, 9, 10, 12, 15, 0x80, 0x8a, 0x94, 0x9e, 0xa0, 0xa8})
    void timesAreExactInEveryResolution(int resolution) {
        BigInteger unitsPerSecond =
                resolution < 0x80 ? BigInteger.TEN.pow(resolution) : BigInteger.TWO.pow(resolution & 0x7f);
        Random random = new Random(resolution);
        for (int i = 0; i < 200; i++) {
            BigInteger units = unitsPerSecond
                    .multiply(BigInteger.valueOf(random.nextInt(Integer.MAX_VALUE)))
                    .add(new BigInteger(60, random).mod(unitsPerSecond));
            if (units.bitLength() > 64) {
                continue;
            }
            long nanos = units.multiply(BigInteger.valueOf(1_000_000_000))
                    .divide(unitsPerSecond)
                    .longValueExact();

            assertThat(of(resolution, 0).nanos(units.longValue())).isEqualTo(nanos);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3, 6, 19, 0x80, 0xbf, 0xff})
    void timesThatDoNotFitAreTheLastThatDoes(int resolution) {
        assertThat(of(resolution, Long.MAX_VALUE).nanos(-1)).isGreaterThan(Long.MAX_VALUE - 3_000_000_000L);
        assertThat(of(resolution, Long.MIN_VALUE).nanos(0)).isLessThan(Long.MIN_VALUE + 3_000_000_000L);
    }

    @Test
    void dropsToldTwiceCountOnce() {
        PcapngInterface eth = of(6, 0);
        eth.addDrops(5);
        eth.addDrops(4);
        eth.statistics(6, 3);

        assertThat(eth.droppedByInterface() + eth.droppedByKernel()).isEqualTo(9);
    }
}
