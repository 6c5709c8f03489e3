package dev.faultline.app.ui.shell;

import dev.faultline.app.command.Command;
import dev.faultline.app.command.CommandGroup;
import dev.faultline.app.command.CommandRegistry;
import dev.faultline.app.settings.Settings;
import javafx.beans.binding.BooleanExpression;

/// The commands of the window itself. Those on findings come from the findings view.
public final class ShellCommands {
    private static final int ZOOM_STEP = 10;

    private final ShellViewModel model;
    private final Settings settings;
    private final Actions actions;

    /// What only the window can do.
    public interface Actions {
        /// Asks for captures and opens them.
        void openFiles();

        /// Asks for captures of several places of one network and opens them as one.
        void openTogether();

        void showPreferences();

        /// Saves a picture of the window.
        void saveScreenshot();

        void quit();

        void toggleTheme();

        void toggleFullScreen();

        void togglePalette();

        void toggleShortcuts();

        /// Shows the page of the selected finding's kind.
        void showKinds();

        void openLogFolder();

        /// Copies what a report needs to say of this program and machine.
        void copyVersion();
    }

    public ShellCommands(ShellViewModel model, Settings settings, Actions actions) {
        this.model = model;
        this.settings = settings;
        this.actions = actions;
    }

    /// Adds them all.
    public void addTo(CommandRegistry commands) {
        addFile(commands);
        addView(commands);
        addRest(commands);
    }

    private void addFile(CommandRegistry commands) {
        BooleanExpression open = model.session().openProperty();
        BooleanExpression busy = BooleanExpression.booleanExpression(
                model.session().readingProperty().or(model.openingProperty()));
        commands.add(
                file("file.open").icon("mdoal-folder_open").keys("Shortcut+O").does(actions::openFiles));
        commands.add(file("file.openTogether")
                .icon("mdal-call_merge")
                .keys("Shortcut+Shift+O")
                .does(actions::openTogether));
        commands.add(file("file.demo")
                .icon("mdomz-play_circle_outline")
                .keys("Shortcut+D")
                .does(model::openDemo));
        commands.add(file("file.cancel")
                .icon("mdmz-stop")
                .enabledWhen(busy)
                .startsSection()
                .does(model::cancel));
        commands.add(file("file.analyseAgain")
                .icon("mdmz-refresh")
                .keys("Shortcut+R")
                .enabledWhen(open)
                .does(model::analyseAgain));
        commands.add(file("file.close")
                .icon("mdal-close")
                .keys("Shortcut+W")
                .enabledWhen(open)
                .does(model::close));
        commands.add(file("file.screenshot")
                .icon("mdmz-photo_camera")
                .startsSection()
                .does(actions::saveScreenshot));
        commands.add(file("file.preferences")
                .icon("mdomz-settings")
                .keys("Shortcut+COMMA")
                .does(actions::showPreferences));
        commands.add(file("file.quit").keys("Shortcut+Q").startsSection().does(actions::quit));
    }

    private void addView(CommandRegistry commands) {
        commands.add(Command.of("view.theme", CommandGroup.VIEW)
                .icon("mdoal-brightness_4")
                .keys("Shortcut+Shift+L")
                .does(actions::toggleTheme));
        commands.add(Command.of("view.zoomIn", CommandGroup.VIEW)
                .icon("mdmz-zoom_in")
                .keys("Shortcut+Plus", "Shortcut+Equals", "Shortcut+Shift+Equals", "Shortcut+Add")
                .startsSection()
                .repeats()
                .does(() -> zoomTo(settings.zoomProperty().get() + ZOOM_STEP)));
        commands.add(Command.of("view.zoomOut", CommandGroup.VIEW)
                .icon("mdmz-zoom_out")
                .keys("Shortcut+Minus", "Shortcut+Subtract")
                .repeats()
                .does(() -> zoomTo(settings.zoomProperty().get() - ZOOM_STEP)));
        commands.add(Command.of("view.zoomReset", CommandGroup.VIEW)
                .keys("Shortcut+0", "Shortcut+Numpad 0")
                .does(() -> zoomTo(100)));
        commands.add(Command.of("view.fullScreen", CommandGroup.VIEW)
                .icon("mdal-fullscreen")
                .keys("F11")
                .does(actions::toggleFullScreen));
    }

    private void addRest(CommandRegistry commands) {
        commands.add(Command.of("go.start", CommandGroup.GO)
                .icon("mdoal-home")
                .keys("Alt+Home")
                .does(model::goToStart));
        commands.add(Command.of("go.findings", CommandGroup.GO)
                .icon("mdoal-list_alt")
                .keys("Shortcut+1")
                .enabledWhen(model.session().openProperty())
                .does(model::goToFindings));
        commands.add(Command.of("go.flows", CommandGroup.GO)
                .icon("mdomz-swap_calls")
                .keys("Shortcut+2")
                .enabledWhen(model.session().openProperty())
                .does(() -> model.goTo(ShellViewModel.Page.FLOWS)));
        commands.add(Command.of("tools.palette", CommandGroup.TOOLS)
                .icon("mdomz-search")
                .keys("Shortcut+Shift+P")
                .does(actions::togglePalette));
        commands.add(Command.of("help.shortcuts", CommandGroup.HELP)
                .icon("mdoal-help_outline")
                .keys("?")
                .does(actions::toggleShortcuts));
        commands.add(Command.of("help.kinds", CommandGroup.HELP)
                .icon("mdomz-menu_book")
                .keys("F1")
                .does(actions::showKinds));
        commands.add(
                Command.of("help.logs", CommandGroup.HELP).icon("mdoal-folder").does(actions::openLogFolder));
        commands.add(Command.of("help.copyVersion", CommandGroup.HELP)
                .icon("mdoal-content_copy")
                .does(actions::copyVersion));
    }

    private static Command.Builder file(String id) {
        return Command.of(id, CommandGroup.FILE);
    }

    private void zoomTo(int percent) {
        settings.zoomProperty().set(Math.clamp(percent, Settings.MIN_ZOOM, Settings.MAX_ZOOM));
    }
}
