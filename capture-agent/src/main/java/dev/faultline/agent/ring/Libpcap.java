package dev.faultline.agent.ring;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// The compiler of filter expressions in libpcap (`pcap-filter(7)`), where the system has it. Threads may share
/// one.
@SuppressWarnings("restricted")
final class Libpcap {
    // Debian's name, everybody else's, and that of a development package.
    private static final List<String> NAMES = List.of("libpcap.so.0.8", "libpcap.so.1", "libpcap.so");
    private static final int SNAPLEN = 1 << 18;
    private static final int OPTIMIZE = 1;
    private static final int NETMASK_UNKNOWN = 0xffffffff;
    private static final int INSTRUCTION_BYTES = 8;
    private static final int MESSAGE_BYTES = 256;

    private static final Linker LINKER = Linker.nativeLinker();

    private final MethodHandle openDead;
    private final MethodHandle compile;
    private final MethodHandle freecode;
    private final MethodHandle geterr;
    private final MethodHandle close;

    /// Loads the library.
    ///
    /// @throws IOException when the system has none
    Libpcap() throws IOException {
        SymbolLookup library = library();
        openDead = call(library, "pcap_open_dead", FunctionDescriptor.of(ADDRESS, JAVA_INT, JAVA_INT));
        compile = call(
                library,
                "pcap_compile",
                FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, ADDRESS, JAVA_INT, JAVA_INT));
        freecode = call(library, "pcap_freecode", FunctionDescriptor.ofVoid(ADDRESS));
        geterr = call(library, "pcap_geterr", FunctionDescriptor.of(ADDRESS, ADDRESS));
        close = call(library, "pcap_close", FunctionDescriptor.ofVoid(ADDRESS));
    }

    private static SymbolLookup library() throws IOException {
        for (String name : NAMES) {
            try {
                return SymbolLookup.libraryLookup(name, Arena.global());
            } catch (IllegalArgumentException e) {
                // The next name.
            }
        }
        throw new IOException("filter expressions need libpcap, which is not installed here");
    }

    private static MethodHandle call(SymbolLookup library, String name, FunctionDescriptor descriptor)
            throws IOException {
        MemorySegment function =
                library.find(name).orElseThrow(() -> new IOException("this libpcap does not know " + name));
        return LINKER.downcallHandle(function, descriptor);
    }

    /// Whether the system has it.
    static boolean isThere() {
        try {
            return new Libpcap().openDead != null;
        } catch (IOException e) {
            return false;
        }
    }

    /// Compiles an expression. Names of hosts in it are looked up.
    ///
    /// @param linkType a `DLT_` value
    /// @return instructions as the kernel takes them (`struct sock_filter`)
    /// @throws IllegalArgumentException when it is wrong, or senseless on that link layer; says why
    byte[] compile(String expression, int linkType) {
        // Compilers of before libpcap 1.8 share their state.
        synchronized (Libpcap.class) {
            try (Arena arena = Arena.ofConfined()) {
                MemorySegment handle = (MemorySegment) openDead.invokeExact(linkType, SNAPLEN);
                if (handle.address() == 0) {
                    throw new IllegalStateException("libpcap has no memory left");
                }
                try {
                    return compile(handle, arena.allocateFrom(expression, StandardCharsets.UTF_8), arena);
                } finally {
                    close.invokeExact(handle);
                }
            } catch (RuntimeException | Error e) {
                throw e;
            } catch (Throwable e) {
                throw new IllegalStateException("a call of libpcap failed: " + e, e);
            }
        }
    }

    private byte[] compile(MemorySegment handle, MemorySegment expression, Arena arena) throws Throwable {
        // struct bpf_program: the number of instructions, and where they are.
        MemorySegment program = arena.allocate(2 * ADDRESS.byteSize(), ADDRESS.byteAlignment());
        int result = (int) compile.invokeExact(handle, program, expression, OPTIMIZE, NETMASK_UNKNOWN);
        if (result != 0) {
            MemorySegment message = (MemorySegment) geterr.invokeExact(handle);
            throw new IllegalArgumentException(
                    message.reinterpret(MESSAGE_BYTES).getString(0, StandardCharsets.UTF_8));
        }
        try {
            long bytes = (long) INSTRUCTION_BYTES * program.get(JAVA_INT, 0);
            return program.get(ADDRESS, ADDRESS.byteSize()).reinterpret(bytes).toArray(JAVA_BYTE);
        } finally {
            freecode.invokeExact(program);
        }
    }
}
