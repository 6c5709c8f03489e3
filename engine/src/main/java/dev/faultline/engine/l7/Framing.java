package dev.faultline.engine.l7;

import java.lang.foreign.MemorySegment;

/// A [MessageFormat] of one direction of an [ExchangeDialog].
///
/// @param <D> the dialog
public abstract class Framing<D extends ExchangeDialog> implements MessageFormat {
    protected final D dialog;
    private final boolean fromClient;
    private final String variant;

    /// @param variant key of what was to come where no header stands
    protected Framing(D dialog, boolean fromClient, String variant) {
        this.dialog = dialog;
        this.fromClient = fromClient;
        this.variant = variant;
    }

    @Override
    public void ends(int last) {}

    @Override
    public void malformed(MemorySegment bytes, long at, int available, long offset) {
        dialog.malformed(fromClient, variant, offset);
    }

    @Override
    public void exhausted() {
        dialog.finished();
    }

    @Override
    public boolean isDone() {
        return dialog.isFinished();
    }
}
