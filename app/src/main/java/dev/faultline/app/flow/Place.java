package dev.faultline.app.flow;

/// A lane of the ladder: a vantage point, and the leg of the flow that is seen there.
///
/// @param vantage number of the vantage point; [#UNSEEN] for one that no packet of the flow has reached
/// @param leg number of the leg
/// @param name what the capture calls it
/// @param interfaceId of the capture, or -1
record Place(int vantage, int leg, String name, int interfaceId) {
    static final int UNSEEN = -1;

    /// The capture or node that the vantage point is of; empty where the name tells none.
    String node() {
        int slash = name.lastIndexOf('/');
        return slash < 0 ? "" : name.substring(0, slash);
    }
}
