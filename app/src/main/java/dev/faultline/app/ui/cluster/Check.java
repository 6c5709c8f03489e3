package dev.faultline.app.ui.cluster;

/// How much of something is chosen.
public enum Check {
    NONE,
    SOME,
    ALL;

    static Check of(boolean chosen) {
        return chosen ? ALL : NONE;
    }

    static Check of(long chosen, long all) {
        if (chosen == 0) {
            return NONE;
        }
        return chosen == all ? ALL : SOME;
    }
}
