package dev.faultline.app.ui.cluster;

/// What the picker asks of the window around it.
public interface PickerActions {
    /// Puts text on the clipboard, and says so.
    void copy(String text);

    /// Shows a text that is code, to be read and copied.
    void showText(String title, String text);

    /// Asks for a kubeconfig and adds it.
    void addKubeconfig();

    /// Leaves the picker.
    void cancel();
}
