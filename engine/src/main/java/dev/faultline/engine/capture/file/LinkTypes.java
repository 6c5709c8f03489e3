package dev.faultline.engine.capture.file;

/// The `LINKTYPE_` values (tcpdump.org/linktypes.html) that matter to a file's format.
final class LinkTypes {
    static final int USB_LINUX = 189;
    static final int USB_LINUX_MMAPPED = 220;
    static final int DBUS = 231;
    static final int USBPCAP = 249;
    static final int EBHSCR = 279;

    private LinkTypes() {}
}
