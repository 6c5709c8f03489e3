package dev.faultline.agent.ring;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.nio.charset.StandardCharsets;

/// The calls of the C library that a packet socket needs. The only class that calls native code. Threads may
/// share one.
@SuppressWarnings("restricted")
final class Libc {
    private static final int PROTECT_READ_WRITE = 3;
    private static final int MAP_SHARED = 1;
    private static final int NAME_BYTES = 16;

    private static final Linker LINKER = Linker.nativeLinker();
    private static final StructLayout STATE = Linker.Option.captureStateLayout();
    private static final VarHandle ERRNO = STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));

    private final MethodHandle socket = call("socket", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT));
    private final MethodHandle setsockopt =
            call("setsockopt", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT));
    private final MethodHandle getsockopt =
            call("getsockopt", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, ADDRESS));
    private final MethodHandle bind = call("bind", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT));
    private final MethodHandle poll = call("poll", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT));
    private final MethodHandle close = call("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT));
    private final MethodHandle mmap =
            call("mmap", FunctionDescriptor.of(ADDRESS, ADDRESS, JAVA_LONG, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_LONG));
    private final MethodHandle munmap = call("munmap", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_LONG));
    private final MethodHandle nameOf = call("if_indextoname", FunctionDescriptor.of(ADDRESS, JAVA_INT, ADDRESS));
    private final MethodHandle indexOf = call("if_nametoindex", FunctionDescriptor.of(JAVA_INT, ADDRESS));
    private final MethodHandle words = LINKER.downcallHandle(
            LINKER.defaultLookup().findOrThrow("strerror"), FunctionDescriptor.of(ADDRESS, JAVA_INT));

    private static MethodHandle call(String name, FunctionDescriptor descriptor) {
        return LINKER.downcallHandle(
                LINKER.defaultLookup().findOrThrow(name), descriptor, Linker.Option.captureCallState("errno"));
    }

    int socket(int family, int type, int protocol) throws SystemCallException {
        return checked("socket", state -> (int) socket.invokeExact(state, family, type, protocol));
    }

    void setOption(int fd, int level, int name, MemorySegment value) throws SystemCallException {
        checked("setsockopt", state ->
                (int) setsockopt.invokeExact(state, fd, level, name, value, (int) value.byteSize()));
    }

    void setOption(int fd, int level, int name, int value) throws SystemCallException {
        try (Arena arena = Arena.ofConfined()) {
            setOption(fd, level, name, arena.allocateFrom(JAVA_INT, value));
        }
    }

    void option(int fd, int level, int name, MemorySegment value) throws SystemCallException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment size = arena.allocateFrom(JAVA_INT, (int) value.byteSize());
            checked("getsockopt", state -> (int) getsockopt.invokeExact(state, fd, level, name, value, size));
        }
    }

    void bind(int fd, MemorySegment address) throws SystemCallException {
        checked("bind", state -> (int) bind.invokeExact(state, fd, address, (int) address.byteSize()));
    }

    /// Waits until `fd` is readable or broken.
    ///
    /// @return whether it came to that within the time
    boolean awaitReadable(int fd, int milliseconds) throws SystemCallException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment request = arena.allocate(8, 4);
            request.set(JAVA_INT, 0, fd);
            request.set(JAVA_SHORT, 4, (short) 1);
            return checked("poll", state -> (int) poll.invokeExact(state, request, 1L, milliseconds)) > 0;
        }
    }

    void close(int fd) throws SystemCallException {
        checked("close", state -> (int) close.invokeExact(state, fd));
    }

    /// Maps the ring of a socket. Its memory lives as long as `arena`.
    MemorySegment map(int fd, long bytes, Arena arena) throws SystemCallException {
        MemorySegment[] mapped = new MemorySegment[1];
        checked("mmap", state -> {
            mapped[0] = (MemorySegment)
                    mmap.invokeExact(state, MemorySegment.NULL, bytes, PROTECT_READ_WRITE, MAP_SHARED, fd, 0L);
            return mapped[0].address() == -1 ? -1 : 0;
        });
        return mapped[0].reinterpret(bytes, arena, segment -> unmap(segment, bytes));
    }

    private void unmap(MemorySegment segment, long bytes) {
        try {
            checked("munmap", state -> (int) munmap.invokeExact(state, segment, bytes));
        } catch (SystemCallException e) {
            throw new IllegalStateException(e);
        }
    }

    /// The name of an interface, or the empty string when it is gone.
    String interfaceName(int index) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment name = arena.allocate(NAME_BYTES);
            MemorySegment state = arena.allocate(STATE);
            MemorySegment result = (MemorySegment) nameOf.invokeExact(state, index, name);
            return result.address() == 0 ? "" : name.getString(0, StandardCharsets.UTF_8);
        } catch (Throwable e) {
            throw failed(e);
        }
    }

    /// The index of an interface, or 0 when there is none of that name.
    int interfaceIndex(String name) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(STATE);
            return (int) indexOf.invokeExact(state, arena.allocateFrom(name, StandardCharsets.UTF_8));
        } catch (Throwable e) {
            throw failed(e);
        }
    }

    /// A call that tells of failure by -1.
    private interface Call {
        int run(MemorySegment state) throws Throwable;
    }

    private int checked(String name, Call call) throws SystemCallException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(STATE);
            int result = call.run(state);
            if (result == -1) {
                int number = (int) ERRNO.get(state, 0L);
                MemorySegment text = (MemorySegment) words.invokeExact(number);
                throw new SystemCallException(
                        name, number, text.reinterpret(256).getString(0, StandardCharsets.UTF_8));
            }
            return result;
        } catch (SystemCallException e) {
            throw e;
        } catch (Throwable e) {
            throw failed(e);
        }
    }

    private static IllegalStateException failed(Throwable e) {
        return new IllegalStateException("a native call failed: " + e, e);
    }
}
