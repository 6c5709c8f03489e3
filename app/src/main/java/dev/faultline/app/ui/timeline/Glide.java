package dev.faultline.app.ui.timeline;

import dev.faultline.app.ui.theme.Motion;
import javafx.animation.AnimationTimer;
import javafx.animation.Interpolator;

/// What the eye sees of the time: glides to what is to be shown, unless the user wants less motion. FX thread
/// only.
final class Glide {
    private static final double NANOS = 180e6;

    private final Runnable moved;
    private final AnimationTimer timer = new AnimationTimer() {
        @Override
        public void handle(long now) {
            step(now);
        }
    };
    private TimeRange from;
    private TimeRange shown;
    private TimeRange to;
    private long began;
    private boolean jumps;

    /// @param moved told when something else is shown
    Glide(TimeRange shown, Runnable moved) {
        this.from = shown;
        this.shown = shown;
        this.to = shown;
        this.moved = moved;
    }

    /// What is shown now.
    TimeRange shown() {
        return shown;
    }

    /// Something else is to be shown.
    void to(TimeRange wanted) {
        to = wanted;
        if (jumps || shown.length() <= 0 || Motion.isReduced() || !isNear(wanted)) {
            timer.stop();
            shown = wanted;
            moved.run();
        } else {
            from = shown;
            began = 0;
            timer.start();
        }
    }

    /// Whether both have some time in common, or lie side by side: else there is nothing to follow with the
    /// eye.
    private boolean isNear(TimeRange wanted) {
        return wanted.from() <= shown.to() && wanted.to() >= shown.from();
    }

    /// Does something that shows something else, at once.
    void jump(Runnable change) {
        jumps = true;
        change.run();
        jumps = false;
    }

    private void step(long now) {
        if (began == 0) {
            began = now;
        }
        double share = Math.min(1, (now - began) / NANOS);
        double eased = Interpolator.EASE_OUT.interpolate(0.0, 1.0, share);
        shown = share >= 1 ? to : between(eased);
        if (share >= 1) {
            timer.stop();
        }
        moved.run();
    }

    private TimeRange between(double share) {
        long left = from.from() + (long) ((to.from() - from.from()) * share);
        long right = from.to() + (long) ((to.to() - from.to()) * share);
        return new TimeRange(left, Math.max(left + 1, right));
    }
}
