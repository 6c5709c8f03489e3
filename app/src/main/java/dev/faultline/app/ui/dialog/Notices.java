package dev.faultline.app.ui.dialog;

/// Tells the user, in passing, what was done. FX thread only. For what went wrong and needs an answer there are
/// bands in the window, and for what nobody foresaw the problem dialog.
public interface Notices {
    /// Says it for a few seconds: "Exported 428 packets".
    void tell(String text);

    /// Says it and offers to do something about it: "Show in folder".
    void tell(String text, String actionText, Runnable action);

    /// Says that something did not work, and why, until it is closed.
    void warn(String title, String text);
}
