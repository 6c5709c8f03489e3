package dev.faultline.engine.capture.file;

import static dev.faultline.engine.capture.file.PcapBytes.payload;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.faultline.engine.capture.file.ReadCapture.Frame;
import dev.faultline.engine.common.Limits;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PacketReaderTest {
    private static final int PACKETS = 20_000;

    @TempDir
    Path folder;

    enum Form {
        PCAP,
        PCAPNG,
        PCAP_GZ,
        PCAPNG_GZ
    }

    private static byte[] pcap() {
        PcapBytes file = PcapBytes.little();
        for (int i = 0; i < PACKETS; i++) {
            file.packet(i, 1, payload(i % 70, i));
        }
        return file.bytes();
    }

    /// Interfaces and sections turn up on the way.
    private static byte[] pcapng() {
        PcapngBytes file = PcapngBytes.withInterface();
        for (int i = 0; i < PACKETS; i++) {
            if (i == PACKETS / 3) {
                file.describe(101, 0, file.option(9, (byte) 9));
            }
            if (i == PACKETS / 2) {
                file.section(ByteOrder.BIG_ENDIAN).describe(113, 0, file.option(9, (byte) 3));
            }
            file.packet(i >= PACKETS / 3 && i < PACKETS / 2 ? i % 2 : 0, i, payload(i % 70, i));
        }
        return file.bytes();
    }

    private Path file(Form form) throws IOException {
        byte[] bytes = form == Form.PCAP || form == Form.PCAP_GZ ? pcap() : pcapng();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (OutputStream packer = form == Form.PCAP_GZ || form == Form.PCAPNG_GZ ? new GZIPOutputStream(out) : out) {
            packer.write(bytes);
        }
        return Files.write(folder.resolve("capture"), out.toByteArray());
    }

    private static List<Frame> frames(Form form) throws IOException {
        return ReadCapture.of(form == Form.PCAP || form == Form.PCAP_GZ ? pcap() : pcapng())
                .packets();
    }

    private static void assertSame(CapturedPacket packet, Frame frame) {
        assertThat(packet.bytes().toArray(ValueLayout.JAVA_BYTE)).isEqualTo(frame.bytes());
        assertThat(packet.timestamp()).isEqualTo(frame.timestamp());
        assertThat(packet.linkType()).isEqualTo(frame.linkType());
        assertThat(packet.length()).isEqualTo(frame.length());
        assertThat(packet.captureInterface().id()).isEqualTo(frame.interfaceId());
    }

    @ParameterizedTest
    @EnumSource
    void packetsAreReadAgainInOrder(Form form) throws IOException {
        List<Frame> frames = frames(form);
        try (PacketReader reader = PacketReader.open(file(form), Limits.DEFAULT)) {
            for (int i = 0; i < PACKETS; i += 977) {
                assertSame(reader.read(frames.get(i).position()), frames.get(i));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void packetsAreReadAgainInAnyOrder(Form form) throws IOException {
        List<Frame> some = new ArrayList<>();
        List<Frame> frames = frames(form);
        for (int i = 0; i < PACKETS; i += 1999) {
            some.add(frames.get(i));
        }
        some.add(frames.getLast());
        Collections.shuffle(some, new Random(5));
        try (PacketReader reader = PacketReader.open(file(form), Limits.DEFAULT)) {
            for (Frame frame : some) {
                assertSame(reader.read(frame.position()), frame);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "PCAP")
    void positionWithoutAPacketIsRefused(Form form) throws IOException {
        List<Frame> frames = frames(form);
        try (PacketReader reader = PacketReader.open(file(form), Limits.DEFAULT)) {
            assertThatThrownBy(() -> reader.read(frames.get(900).position() + 4))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("has changed");
        }
    }

    @Test
    void fileThatShrankIsToldToHaveChanged() throws IOException {
        Path file = Files.write(folder.resolve("short"), PcapBytes.little().bytes());
        try (PacketReader reader = PacketReader.open(file, Limits.DEFAULT)) {
            assertThatThrownBy(() -> reader.read(10_000)).hasMessageContaining("has changed");
        }
    }
}
