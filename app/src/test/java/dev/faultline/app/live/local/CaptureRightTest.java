package dev.faultline.app.live.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CaptureRightTest {
    /// Root keeps what the bounding set has, as in a container; others only what is ambient.
    @ParameterizedTest
    @CsvSource({
        "0,    0000000000000000, 000001ffffffffff, true",
        "0,    0000000000000000, 00000000a80405fb, false",
        "0,    0000000000000000, 0000000000002000, true",
        "1000, 0000000000000000, 000001ffffffffff, false",
        "1000, 0000000000002000, 000001ffffffffff, true"
    })
    void rightIsReadFromTheKernelsOwnWords(String user, String ambient, String bounding, boolean held) {
        List<String> status = List.of(
                "Name:\tjava",
                "Uid:\t1000\t" + user + "\t1000\t1000",
                "CapEff:\t0000000000000000",
                "CapBnd:\t" + bounding,
                "CapAmb:\t" + ambient);

        assertThat(CaptureRight.isHeld(status)).isEqualTo(held);
    }
}
