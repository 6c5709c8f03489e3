package dev.faultline.app.launch;

import dev.faultline.app.Messages;
import dev.faultline.app.command.Command;
import dev.faultline.app.command.CommandGroup;
import dev.faultline.app.command.CommandRegistry;
import dev.faultline.app.task.Delay;
import dev.faultline.app.task.TaskRunner;
import dev.faultline.app.ui.capture.CapturePhase;
import dev.faultline.app.ui.capture.Capturing;
import dev.faultline.app.ui.capture.ClosingPane;
import dev.faultline.app.ui.capture.InterfacesPane;
import dev.faultline.app.ui.capture.LiveBar;
import dev.faultline.app.ui.capture.LiveViewModel;
import dev.faultline.app.ui.cluster.CaptureRequest;
import dev.faultline.app.ui.cluster.ContextColour;
import dev.faultline.app.ui.cluster.ContextRow;
import dev.faultline.app.ui.control.CodePane;
import dev.faultline.app.ui.dialog.Notices;
import dev.faultline.app.ui.dialog.SideWindow;
import dev.faultline.app.ui.shell.ShellView;
import dev.faultline.app.ui.shell.ShellViewModel;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executor;
import javafx.beans.binding.BooleanBinding;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;

/// The live capture in the window: its bar, Ctrl+E, and what happens when the window closes meanwhile.
final class CapturePart {
    /// A window that closes waits no longer for the clean-up; what is left ends by itself.
    private static final Duration LONGEST_GOODBYE = Duration.ofSeconds(30);

    private final Parts parts;
    private final LiveViewModel live;
    private boolean closing;

    /// What it is made of.
    ///
    /// @param pulse the user interface's thread, once a pulse
    /// @param cluster the picker, whose capture is started
    record Parts(
            TaskRunner tasks,
            Capturing capturing,
            Executor pulse,
            Clock clock,
            CommandRegistry commands,
            Notices notices,
            SideWindow sideWindow,
            ShellViewModel shell,
            ClusterPart cluster) {}

    CapturePart(Parts parts) {
        this.parts = parts;
        live = new LiveViewModel(
                new LiveViewModel.Services(
                        parts.tasks(),
                        parts.capturing(),
                        parts.pulse(),
                        Delay.onFxThread(),
                        parts.clock(),
                        parts.notices()::tell),
                parts.shell());
        live.phaseProperty()
                .addListener((observed, before, now) ->
                        parts.cluster().picker().plan().busy(now.isBusy()));
        parts.commands()
                .add(Command.of("capture.toggle", CommandGroup.CAPTURE)
                        .icon("mdmz-play_arrow")
                        .keys("Shortcut+E")
                        .enabledWhen(canToggle())
                        .startsSection()
                        .does(this::toggle));
        parts.commands()
                .add(Command.of("capture.local", CommandGroup.CAPTURE)
                        .icon("mdomz-settings_ethernet")
                        .keys("Shortcut+I")
                        .enabledWhen(live.phaseProperty().isEqualTo(CapturePhase.IDLE))
                        .does(this::chooseInterface));
    }

    /// Starts a capture that was chosen.
    void start(CaptureRequest request) {
        ContextRow row = parts.cluster().contexts().row(request.context());
        live.start(request, row == null ? ContextColour.GREY : row.colour());
    }

    private BooleanBinding canToggle() {
        return live.phaseProperty()
                .isNotEqualTo(CapturePhase.IDLE)
                .or(parts.cluster().picker().plan().canStartProperty())
                .or(parts.shell().session().readingProperty())
                .or(parts.shell().openingProperty());
    }

    /// Stops what runs: the capture, else the reading of a file. With neither, starts what is ticked.
    private void toggle() {
        if (live.phaseProperty().get().isBusy()) {
            live.stop();
        } else if (parts.shell().session().readingProperty().get()
                || parts.shell().openingProperty().get()) {
            parts.shell().cancel();
        } else {
            parts.cluster().picker().plan().start();
        }
    }

    private void chooseInterface() {
        live.interfaces(found -> parts.sideWindow()
                .show(
                        Messages.text("command.capture.local"),
                        new InterfacesPane(found, name -> {
                            parts.sideWindow().close();
                            live.startHere(name);
                        }),
                        420,
                        360));
    }

    /// Puts the bar into the window.
    void follow(ShellView window) {
        LiveBar bar = new LiveBar(
                live,
                parts.commands().get("capture.toggle"),
                parts.commands().get("capture.connect"),
                parts.cluster()::contextList,
                this::showText);
        window.setLiveBar(bar, live.phaseProperty().isNotEqualTo(CapturePhase.IDLE));
    }

    private void showText(String title, String text) {
        parts.sideWindow()
                .show(
                        title,
                        new CodePane(text, () -> {
                            ClipboardContent content = new ClipboardContent();
                            content.putString(text);
                            Clipboard.getSystemClipboard().setContent(content);
                            parts.notices().tell(Messages.text("cluster.copied"));
                        }),
                        720,
                        560);
    }

    /// Offers to remove what earlier captures left; after the first frame.
    void lookForLeftovers() {
        live.lookForLeftovers();
    }

    /// Whether a window may close at once. If not, the capture is stopped first, in sight, and then `close`
    /// runs.
    boolean mayClose(ShellView window, Runnable close) {
        if (!live.phaseProperty().get().isBusy()) {
            return true;
        }
        if (!closing) {
            closing = true;
            window.cover(new ClosingPane(live.subjectProperty().get().context(), close));
            Delay.onFxThread().after(LONGEST_GOODBYE, close);
            live.stopAndThen(close);
        }
        return false;
    }
}
