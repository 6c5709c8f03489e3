package dev.faultline.engine.capture.file;

import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/// A section of a pcapng file: blocks of one byte order that share their interfaces.
///
/// @param start position of its header block
/// @param order of its numbers
/// @param interfaces those described until now; blocks name them by their index here
record PcapngSection(long start, ByteOrder order, List<PcapngInterface> interfaces) {
    PcapngSection(long start, ByteOrder order) {
        this(start, order, new ArrayList<>());
    }
}
