package dev.faultline.agent.ring;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A program of classic BPF, put together instruction by instruction with named places to jump to
/// (`Documentation/networking/filter.rst` of Linux).
final class BpfProgram {
    /// What the kernel takes at most (`BPF_MAXINSNS`).
    static final int MOST = 4096;

    private static final int BYTES = 8;
    private static final int SHORT_JUMP = 255;

    private static final int LOAD_WORD = 0x20;
    private static final int LOAD_HALF = 0x28;
    private static final int LOAD_BYTE = 0x30;
    private static final int LOAD_HALF_INDEXED = 0x48;
    private static final int INDEX_HEADER_LENGTH = 0xb1;
    private static final int JUMP = 0x05;
    private static final int JUMP_EQUAL = 0x15;
    private static final int JUMP_SET = 0x45;
    private static final int RETURN = 0x06;
    private static final int STORE = 0x02;
    private static final int LOAD_STORED_INDEX = 0x61;
    private static final int XOR_INDEX = 0xac;
    private static final int AND = 0x54;
    private static final int SHIFT_RIGHT = 0x74;

    /// Offsets from here on count from the network header, whatever the link layer is.
    static final int NETWORK = -0x100000;

    private static final int ANCILLARY = -0x1000;

    /// The EtherType, without VLAN tags that the kernel took out.
    static final int PROTOCOL = ANCILLARY;

    /// Index of the interface.
    static final int INTERFACE = ANCILLARY + 8;

    /// What kind of link layer it is (`ARPHRD_`).
    static final int HARDWARE_TYPE = ANCILLARY + 28;

    private static final int CLASS = 0x07;

    private record Instruction(int code, String ifTrue, String ifFalse, int value) {}

    private static final String NEXT = "";

    private final List<Instruction> instructions = new ArrayList<>();
    private final Map<String, Integer> places = new HashMap<>();

    /// Names the place of the next instruction.
    BpfProgram at(String place) {
        places.put(place, instructions.size());
        return this;
    }

    BpfProgram loadWord(int offset) {
        return add(LOAD_WORD, NEXT, NEXT, offset);
    }

    BpfProgram loadHalf(int offset) {
        return add(LOAD_HALF, NEXT, NEXT, offset);
    }

    BpfProgram loadByte(int offset) {
        return add(LOAD_BYTE, NEXT, NEXT, offset);
    }

    /// Loads the half word at the index register plus `offset`.
    BpfProgram loadHalfIndexed(int offset) {
        return add(LOAD_HALF_INDEXED, NEXT, NEXT, offset);
    }

    /// The index register becomes the length of the IPv4 header at `offset`.
    BpfProgram indexHeaderLength(int offset) {
        return add(INDEX_HEADER_LENGTH, NEXT, NEXT, offset);
    }

    /// Jumps to a place when what is loaded equals `value`, else goes on.
    BpfProgram ifEqual(int value, String place) {
        return add(JUMP_EQUAL, place, NEXT, value);
    }

    /// Goes on when what is loaded equals `value`, else jumps to a place.
    BpfProgram unlessEqual(int value, String place) {
        return add(JUMP_EQUAL, NEXT, place, value);
    }

    /// Jumps to a place when what is loaded has one of these bits.
    BpfProgram ifSet(int bits, String place) {
        return add(JUMP_SET, place, NEXT, bits);
    }

    /// Keeps what is loaded in a cell, 0 to 15.
    BpfProgram store(int cell) {
        return add(STORE, NEXT, NEXT, cell);
    }

    /// What is loaded is combined with the index register by exclusive or.
    BpfProgram xorIndex() {
        return add(XOR_INDEX, NEXT, NEXT, 0);
    }

    /// What is loaded is combined with a cell by exclusive or; the index register becomes that cell.
    BpfProgram xorStored(int cell) {
        return add(LOAD_STORED_INDEX, NEXT, NEXT, cell).xorIndex();
    }

    /// Leaves these bits of what is loaded.
    BpfProgram and(int bits) {
        return add(AND, NEXT, NEXT, bits);
    }

    BpfProgram shiftRight(int bits) {
        return add(SHIFT_RIGHT, NEXT, NEXT, bits);
    }

    BpfProgram jump(String place) {
        return add(JUMP, place, NEXT, 0);
    }

    /// Ends: keeps that many bytes of the packet, 0 to pass it over.
    BpfProgram keep(int bytes) {
        return add(RETURN, NEXT, NEXT, bytes);
    }

    /// Adds a whole program that a compiler made; it ends there.
    ///
    /// @param code as `struct sock_filter`, in the byte order of this machine
    BpfProgram compiled(byte[] code) {
        ByteBuffer from = ByteBuffer.wrap(code).order(ByteOrder.nativeOrder());
        int first = instructions.size();
        for (int i = 0; i < instructions(code); i++) {
            int operation = Short.toUnsignedInt(from.getShort());
            int ifTrue = Byte.toUnsignedInt(from.get());
            int ifFalse = Byte.toUnsignedInt(from.get());
            int value = from.getInt();
            int next = first + i + 1;
            if (operation == JUMP) {
                jump(place(next + value));
            } else if ((operation & CLASS) == JUMP) {
                add(operation, place(next + ifTrue), place(next + ifFalse), value);
            } else {
                add(operation, NEXT, NEXT, value);
            }
        }
        return this;
    }

    private String place(int index) {
        String name = "instruction " + index;
        places.put(name, index);
        return name;
    }

    /// How many instructions compiled code has.
    static int instructions(byte[] code) {
        return code.length / BYTES;
    }

    private BpfProgram add(int code, String ifTrue, String ifFalse, int value) {
        instructions.add(new Instruction(code, ifTrue, ifFalse, value));
        return this;
    }

    int size() {
        return instructions.size();
    }

    /// The program as `struct sock_fprog`.
    ///
    /// @throws IllegalStateException when a jump is too far or has no place: a fault of whoever put it together
    MemorySegment socketFilter(Arena arena) {
        MemorySegment code = arena.allocate((long) BYTES * instructions.size(), BYTES);
        for (int i = 0; i < instructions.size(); i++) {
            write(code.asSlice((long) BYTES * i, BYTES), i);
        }
        MemorySegment program = arena.allocate(2L * ADDRESS.byteSize(), ADDRESS.byteAlignment());
        program.set(JAVA_SHORT, 0, (short) instructions.size());
        program.set(ADDRESS, ADDRESS.byteSize(), code);
        return program;
    }

    private void write(MemorySegment target, int index) {
        Instruction instruction = instructions.get(index);
        target.set(JAVA_SHORT, 0, (short) instruction.code);
        if (instruction.code == JUMP) {
            target.set(JAVA_INT, 4, distance(index, instruction.ifTrue, MOST));
        } else {
            target.set(JAVA_BYTE, 2, (byte) distance(index, instruction.ifTrue, SHORT_JUMP));
            target.set(JAVA_BYTE, 3, (byte) distance(index, instruction.ifFalse, SHORT_JUMP));
            target.set(JAVA_INT, 4, instruction.value);
        }
    }

    private int distance(int from, String place, int most) {
        if (place.isEmpty()) {
            return 0;
        }
        Integer target = places.get(place);
        if (target == null || target <= from || target - from - 1 > most) {
            throw new IllegalStateException("no way from instruction " + from + " to " + place);
        }
        return target - from - 1;
    }
}
