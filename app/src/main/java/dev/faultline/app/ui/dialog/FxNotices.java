package dev.faultline.app.ui.dialog;

import dev.faultline.app.ui.control.Icons;
import javafx.geometry.Pos;
import javafx.stage.Window;
import javafx.util.Duration;
import org.controlsfx.control.Notifications;
import org.controlsfx.control.action.Action;

/// Notices in the lower right corner of the window.
public final class FxNotices implements Notices {
    private static final Duration SHORT = Duration.seconds(5);
    private static final Duration UNTIL_CLOSED = Duration.INDEFINITE;

    private final Window owner;

    /// @param owner window that they appear in
    public FxNotices(Window owner) {
        this.owner = owner;
    }

    @Override
    public void tell(String text) {
        notice(SHORT, "mdal-check_circle", "severity-success").text(text).show();
    }

    @Override
    public void tell(String text, String actionText, Runnable action) {
        notice(SHORT, "mdal-check_circle", "severity-success")
                .text(text)
                .action(new Action(actionText, event -> action.run()))
                .show();
    }

    @Override
    public void warn(String title, String text) {
        notice(UNTIL_CLOSED, "mdmz-warning", "severity-warning")
                .title(title)
                .text(text)
                .show();
    }

    private Notifications notice(Duration time, String icon, String styleClass) {
        return Notifications.create()
                .owner(owner)
                .position(Pos.BOTTOM_RIGHT)
                .hideAfter(time)
                .threshold(4, Notifications.create())
                .graphic(Icons.icon(icon, 18, styleClass));
    }
}
