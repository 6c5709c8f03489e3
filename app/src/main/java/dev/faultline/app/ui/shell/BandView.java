package dev.faultline.app.ui.shell;

import dev.faultline.app.Messages;
import dev.faultline.app.ui.control.Icons;
import dev.faultline.app.ui.control.SeverityMark;
import java.util.Locale;
import javafx.geometry.Insets;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.controlsfx.control.PopOver;

/// One band: what should be known, more of it on demand, what can be done about it.
final class BandView extends HBox {
    private final Band band;

    BandView(Band band, Runnable close) {
        this.band = band;
        SeverityMark mark = SeverityMark.of(band.kind().name().toLowerCase(Locale.ROOT));
        getStyleClass().addAll("band", mark.id());
        Label text = new Label(band.text(), Icons.icon(mark.icon(), 16, mark.styleClass()));
        text.setMinWidth(0);
        text.setTooltip(new Tooltip(band.text()));
        getChildren().add(text);
        if (!band.details().isEmpty()) {
            getChildren().add(details());
        }
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        getChildren().add(gap);
        for (Band.Action action : band.actions()) {
            getChildren().add(action(action, close));
        }
        getChildren().add(closer(close));
    }

    private Node details() {
        Hyperlink link = new Hyperlink(Messages.text("shell.details"));
        link.setMinWidth(Region.USE_PREF_SIZE);
        link.setOnAction(event -> popOver().show(link));
        return link;
    }

    private PopOver popOver() {
        Label words = new Label(String.join("\n", band.details()));
        words.setWrapText(true);
        words.setMaxWidth(480);
        Button copy = new Button(Messages.text("shell.copy"), Icons.icon("mdoal-content_copy", 16));
        copy.setOnAction(event -> {
            ClipboardContent content = new ClipboardContent();
            content.putString(band.text() + "\n" + String.join("\n", band.details()));
            Clipboard.getSystemClipboard().setContent(content);
        });
        VBox box = new VBox(12, words, copy);
        box.setPadding(new Insets(12));
        PopOver popOver = new PopOver(box);
        popOver.setDetachable(false);
        popOver.setArrowLocation(PopOver.ArrowLocation.TOP_CENTER);
        popOver.setAnimated(false);
        return popOver;
    }

    private static Node action(Band.Action action, Runnable close) {
        Button button = new Button(action.text());
        button.setMinWidth(Region.USE_PREF_SIZE);
        button.setOnAction(event -> {
            close.run();
            action.run().run();
        });
        return button;
    }

    private static Node closer(Runnable close) {
        Button button = new Button("", Icons.icon("mdal-close", 16));
        button.getStyleClass().addAll("flat", "icon-only");
        button.setAccessibleText(Messages.text("shell.closeBand"));
        button.setOnAction(event -> close.run());
        return button;
    }
}
