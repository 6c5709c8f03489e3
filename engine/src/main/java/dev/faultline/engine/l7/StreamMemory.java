package dev.faultline.engine.l7;

/// Memory that all streams share for bytes they must keep.
public final class StreamMemory {
    private final int limit;
    private int used;

    /// @param limit in bytes
    public StreamMemory(int limit) {
        this.limit = limit;
    }

    /// Takes `bytes`, unless there is not so much left.
    public boolean take(int bytes) {
        if (bytes > limit - used) {
            return false;
        }
        used += bytes;
        return true;
    }

    /// Gives back what was taken.
    public void give(int bytes) {
        used -= bytes;
    }
}
