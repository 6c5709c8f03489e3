package dev.faultline.engine.capture.file;

/// The `LINKTYPE_` values (tcpdump.org/linktypes.html) that matter to a file's format.
final class LinkTypes {
    static final int NULL = 0;
    static final int ETHERNET = 1;
    static final int TOKEN_RING = 6;
    static final int FDDI = 10;
    static final int RAW = 101;
    static final int C_HDLC = 104;
    static final int USB_LINUX = 189;
    static final int ERF = 197;
    static final int USB_LINUX_MMAPPED = 220;
    static final int DBUS = 231;
    static final int USBPCAP = 249;
    static final int EBHSCR = 279;

    private LinkTypes() {}
}
