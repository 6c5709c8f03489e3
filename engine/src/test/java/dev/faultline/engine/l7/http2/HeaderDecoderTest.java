package dev.faultline.engine.l7.http2;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The examples of RFC 7541, appendix C, and blocks that break its rules.
class HeaderDecoderTest {
    private final HeaderDecoder decoder = new HeaderDecoder(new HuffmanCode());
    private final List<String> headers = new ArrayList<>();

    private boolean read(String hex) {
        headers.clear();
        byte[] block = HexFormat.of().parseHex(hex.replace(" ", ""));
        return decoder.read(
                MemorySegment.ofArray(block), 0, block.length, (name, value) -> headers.add(name + "=" + value));
    }

    @Test
    void readsRequestsWithoutHuffmanCode() {
        assertThat(read("8286 8441 0f77 7777 2e65 7861 6d70 6c65 2e63 6f6d")).isTrue();
        assertThat(headers).containsExactly(":method=GET", ":path=/", ":authority=www.example.com");

        assertThat(read("8286 84be 5808 6e6f 2d63 6163 6865")).isTrue();
        assertThat(headers).contains(":authority=www.example.com");
    }

    @Test
    void readsRequestsWithHuffmanCodeAndTheTableThatTheyLeave() {
        assertThat(read("8286 8441 8cf1 e3c2 e5f2 3a6b a0ab 90f4 ff")).isTrue();
        assertThat(headers).contains(":authority=www.example.com");
        assertThat(read("8286 84be 5886 a8eb 1064 9cbf")).isTrue();
        assertThat(headers).contains(":authority=www.example.com");
        assertThat(read("8287 85bf 4088 25a8 49e9 5ba9 7d7f 8925 a849 e95b b8e8 b4bf"))
                .isTrue();
        assertThat(headers).containsExactly(":method=GET", ":path=/index.html", ":authority=www.example.com");
    }

    @Test
    void valuesOfOtherHeadersAreNotKept() {
        // authorization: secret, with indexing; then by its index
        assertThat(read("57 06 736563726574")).isTrue();
        assertThat(read("be")).isTrue();

        assertThat(headers).isEmpty();
    }

    @Test
    void pathIsKeptWithoutItsQuery() {
        assertThat(read("04 06 2f613f6b3d76")).isTrue();

        assertThat(headers).containsExactly(":path=/a");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "80", // index 0
                "be", // index of an empty table
                "ff ff ff ff ff ff ff 01", // a number without end
                "41 0f 7777", // a string longer than the block
                "41 82 ffff", // the code of the end of the string
                "41 81 00", // padding that is no prefix of that code
                "3f e1 ff ff 07", // a table of a gigabyte
                "40", // no name
            })
    void malformedBlocksAreRefused(String hex) {
        assertThat(read(hex)).isFalse();
    }
}
