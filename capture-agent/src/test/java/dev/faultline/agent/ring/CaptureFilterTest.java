package dev.faultline.agent.ring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.faultline.engine.common.IpAddress;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CaptureFilterTest {
    @Test
    void manyHostsFitIntoAProgram() {
        CaptureFilter filter = new CaptureFilter(hosts(900), Set.of(10250));

        try (Arena arena = Arena.ofConfined()) {
            BpfProgram program = filter.program(List.of(2), List.of(1), 1);
            assertThat(program.size()).isLessThan(BpfProgram.MOST);
            assertThat(program.socketFilter(arena).byteSize()).isEqualTo(16);
        }
    }

    @Test
    void hostsThatFitIntoNoProgramAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CaptureFilter(hosts(2000), Set.of()))
                .withMessageContaining("2000");
    }

    @Test
    void longExpressionFitsIntoAProgram() throws IOException {
        assumeTrue(FilterExpression.isPossible(), "needs libpcap");
        String many = hosts(300).stream().map(host -> "src host " + host).collect(Collectors.joining(" or "));
        CaptureFilter filter = new CaptureFilter(hosts(100), Set.of(10250), FilterExpression.compile(many));

        try (Arena arena = Arena.ofConfined()) {
            BpfProgram program = filter.program(List.of(2), List.of(1), 2);
            assertThat(program.size()).isBetween(600, BpfProgram.MOST);
            assertThat(program.socketFilter(arena).byteSize()).isEqualTo(16);
        }
    }

    @Test
    void jumpToNowhereIsRefused() {
        try (Arena arena = Arena.ofConfined()) {
            assertThatIllegalStateException()
                    .isThrownBy(
                            () -> new BpfProgram().ifEqual(1, "nowhere").keep(0).socketFilter(arena))
                    .withMessageContaining("nowhere");
        }
    }

    private static Set<IpAddress> hosts(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> IpAddress.v4(0x0a000000 + i))
                .collect(Collectors.toSet());
    }
}
