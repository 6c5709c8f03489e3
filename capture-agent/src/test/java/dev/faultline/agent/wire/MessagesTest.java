package dev.faultline.agent.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.faultline.protocol.v1.FromAgent;
import dev.faultline.protocol.v1.Goodbye;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class MessagesTest {
    private static final FromAgent MESSAGE = FromAgent.newBuilder()
            .setGoodbye(Goodbye.newBuilder().setWhy("x".repeat(300)))
            .build();

    @Test
    void messagesComeOutAsTheyWentIn() throws IOException {
        MessageReader<FromAgent> reader = reader(written());

        assertThat(reader.read()).isEqualTo(MESSAGE);
        assertThat(reader.read()).isEqualTo(MESSAGE);
        assertThat(reader.read()).isNull();
    }

    @Test
    void cutInsideAMessageIsToldFromAnEnd() {
        byte[] bytes = written();

        assertThatIOException()
                .isThrownBy(() -> reader(Arrays.copyOf(bytes, 200)).read())
                .isInstanceOf(EOFException.class);
        assertThatIOException()
                .isThrownBy(() -> reader(Arrays.copyOf(bytes, 1)).read())
                .isInstanceOf(EOFException.class);
    }

    @Test
    void lengthBeyondTheLimitIsRefusedUnread() {
        assertThatIOException()
                .isThrownBy(() -> reader(new byte[] {-1, -1, -1, -1, 7}).read())
                .withMessageContaining("more than");
    }

    @Test
    void lengthWithoutEndIsRefused() {
        assertThatIOException()
                .isThrownBy(() -> reader(new byte[] {-1, -1, -1, -1, -1, -1}).read())
                .withMessageContaining("no end");
    }

    @Test
    void otherBytesAreRefused() {
        assertThatIOException()
                .isThrownBy(() -> reader("bash: no such file\n".getBytes(StandardCharsets.UTF_8))
                        .read());
    }

    private static MessageReader<FromAgent> reader(byte[] bytes) {
        return new MessageReader<>(new ByteArrayInputStream(bytes), FromAgent.parser());
    }

    private static byte[] written() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        MessageWriter writer = new MessageWriter(out);
        try {
            writer.write(MESSAGE);
            writer.write(MESSAGE);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return out.toByteArray();
    }
}
