package dev.faultline.app.ui.dialog;

import dev.faultline.app.Messages;
import dev.faultline.app.ui.control.Icons;
import javafx.animation.PauseTransition;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;

/// Notices in the lower right corner of the window, the latest lowest. A notice that is there already is not
/// shown twice, so a key that is held down makes no heap of them.
public final class FxNotices implements Notices {
    private static final int MOST = 4;
    private static final double WIDTH = 340;
    private static final Duration SHORT = Duration.seconds(5);

    private final VBox layer = new VBox(8);

    /// Shows nothing at first.
    public FxNotices() {
        layer.getStyleClass().add("notices");
        layer.setAlignment(Pos.BOTTOM_RIGHT);
        layer.setPickOnBounds(false);
        layer.setMaxSize(Region.USE_PREF_SIZE, Region.USE_PREF_SIZE);
    }

    /// What lies over the window.
    public Region node() {
        return layer;
    }

    @Override
    public void tell(String text) {
        show(new Notice("mdal-check_circle", "severity-success", "", text), SHORT);
    }

    @Override
    public void tell(String text, String actionText, Runnable action) {
        Notice notice = new Notice("mdal-check_circle", "severity-success", "", text);
        Hyperlink link = new Hyperlink(actionText);
        link.setOnAction(event -> {
            layer.getChildren().remove(notice);
            action.run();
        });
        notice.add(link);
        show(notice, SHORT);
    }

    @Override
    public void warn(String title, String text) {
        show(new Notice("mdmz-warning", "severity-warning", title, text), null);
    }

    /// @param time after which it goes; null until it is closed
    private void show(Notice notice, @Nullable Duration time) {
        layer.getChildren().removeIf(other -> other instanceof Notice shown && shown.says(notice));
        layer.getChildren().add(notice);
        if (layer.getChildren().size() > MOST) {
            layer.getChildren().removeFirst();
        }
        if (time != null) {
            PauseTransition pause = new PauseTransition(time);
            pause.setOnFinished(event -> layer.getChildren().remove(notice));
            pause.play();
        }
    }

    private final class Notice extends HBox {
        private final String words;
        private final VBox lines = new VBox(2);

        Notice(String icon, String styleClass, String title, String text) {
            super(10);
            words = title + text;
            getStyleClass().add("notice");
            setAlignment(Pos.TOP_LEFT);
            setMaxWidth(WIDTH);
            if (!title.isEmpty()) {
                add(label(title, "notice-title"));
            }
            add(label(text, "notice-text"));
            HBox.setHgrow(lines, Priority.ALWAYS);
            Button close = new Button("", Icons.icon("mdal-close", 16));
            close.getStyleClass().addAll("flat", "icon-only");
            close.setAccessibleText(Messages.text("notice.close"));
            close.setOnAction(event -> layer.getChildren().remove(this));
            getChildren().addAll(Icons.icon(icon, 18, styleClass), lines, close);
        }

        void add(Node line) {
            lines.getChildren().add(line);
        }

        boolean says(Notice other) {
            return words.equals(other.words);
        }

        private static Label label(String text, String styleClass) {
            Label label = new Label(text);
            label.setWrapText(true);
            label.getStyleClass().add(styleClass);
            return label;
        }
    }
}
