package dev.faultline.app.launch;

import dev.faultline.app.Messages;
import dev.faultline.app.agent.AgentBundle;
import dev.faultline.app.agent.AgentBundles;
import dev.faultline.app.command.CommandRegistry;
import dev.faultline.app.k8s.UserEnvironment;
import dev.faultline.app.settings.Directories;
import dev.faultline.app.settings.Settings;
import dev.faultline.app.settings.SettingsFile;
import dev.faultline.app.settings.SettingsKeeper;
import dev.faultline.app.task.PulseExecutor;
import dev.faultline.app.task.TaskRunner;
import dev.faultline.app.ui.cluster.CaptureRequest;
import dev.faultline.app.ui.control.ZoomPane;
import dev.faultline.app.ui.dialog.FileDialogs;
import dev.faultline.app.ui.dialog.FxFileDialogs;
import dev.faultline.app.ui.dialog.FxNotices;
import dev.faultline.app.ui.dialog.SideWindow;
import dev.faultline.app.ui.preferences.PreferencesViewModel;
import dev.faultline.app.ui.preferences.ShortcutsViewModel;
import dev.faultline.app.ui.problem.ProblemDialog;
import dev.faultline.app.ui.problem.Problems;
import dev.faultline.app.ui.shell.Band;
import dev.faultline.app.ui.shell.ShellCommands;
import dev.faultline.app.ui.shell.ShellView;
import dev.faultline.app.ui.shell.ShellViewModel;
import dev.faultline.app.ui.shell.StatusFacts;
import dev.faultline.app.ui.shell.WindowMemory;
import dev.faultline.app.ui.start.RecentView;
import dev.faultline.app.ui.start.StartView;
import dev.faultline.app.ui.start.StartViewModel;
import dev.faultline.app.ui.theme.Appearance;
import dev.faultline.app.ui.theme.PopupZoom;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import javafx.application.Platform;
import javafx.beans.binding.DoubleBinding;
import javafx.scene.Scene;
import javafx.stage.Stage;

/// The whole desktop program, put together by hand. FX thread only.
///
/// Nothing slow happens before the first frame: the store, the engine and the look for Wireshark wait until the
/// window is there.
public final class AppComposition implements AutoCloseable {
    private final Stage stage;
    private final ExecutorService background = Executors.newCachedThreadPool(
            Thread.ofPlatform().daemon().name("background-", 1).factory());
    private final SettingsKeeper settingsKeeper;
    private final Settings settings;
    private final Appearance appearance;
    private final ShellViewModel shell;
    private final StartViewModel start;
    private final Backend backend;
    private final TaskRunner tasks;
    private final SingleInstance instance;
    private final StatusFacts facts = new StatusFacts(AppVersion.current());
    private final CommandRegistry commands;
    private final WindowMemory memory;
    private final DoubleBinding zoom;
    private final MachineFacts machine;
    private final Directories directories;
    private final FileDialogs dialogs;
    private final ShellView view;
    private final FindingsPart findings;
    private final ClusterPart cluster;
    private final CapturePart capture;

    /// @param browser shows the document at a URI, as `HostServices` does
    public AppComposition(Directories directories, Consumer<String> browser, Stage stage) {
        this(directories, UserEnvironment.ofThisUser(), browser, stage);
    }

    /// @param user whose clusters there are
    AppComposition(Directories directories, UserEnvironment user, Consumer<String> browser, Stage stage) {
        this.directories = directories;
        this.stage = stage;
        dialogs = new FxFileDialogs(stage, browser);
        FxNotices notices = new FxNotices();
        settingsKeeper =
                new SettingsKeeper(new SettingsFile(directories.config().resolve("settings.properties")));
        settings = settingsKeeper.settings();
        commands = new CommandRegistry(new RememberedKeys(settings));
        zoom = settings.zoomProperty().divide(100.0);
        appearance = new Appearance(settings.themeProperty());

        SideWindow sideWindow = new SideWindow(stage, appearance, zoom);
        ProblemDialog problemDialog = new ProblemDialog(
                new SideWindow(stage, appearance, zoom), () -> dialogs.showInFolder(directories.logs()));
        Problems problems = new Problems(facts.version(), Platform::runLater, problemDialog::show);
        Thread.setDefaultUncaughtExceptionHandler(problems);
        Thread.currentThread().setUncaughtExceptionHandler(problems);

        Clock clock = Clock.system(ZoneId.systemDefault());
        tasks = new TaskRunner(background, Platform::runLater, problems);
        backend = new Backend(directories, settings.storeLimitProperty().get(), clock, background, this::warn);
        PulseExecutor pulse = new PulseExecutor();
        shell = new ShellViewModel(tasks, backend, pulse);
        start = new StartViewModel(tasks, backend, clock, Path.of(System.getProperty("user.home", "")), shell::open);
        machine = new MachineFacts(directories, settings.wiresharkProperty(), backend);
        PreferencesViewModel preferences = new PreferencesViewModel(settings, tasks, machine);
        WindowActions actions = new WindowActions(
                stage,
                tasks,
                shell,
                this::view,
                appearance,
                preferences,
                new ShortcutsViewModel(commands),
                sideWindow,
                dialogs,
                notices,
                this::quit,
                directories.logs(),
                this::selectedKind,
                facts.version());
        new ShellCommands(shell, settings, actions).addTo(commands);
        AgentBundle bundle = AgentBundles.ofThisInstallation(user.variables());
        cluster = new ClusterPart(new ClusterPart.Parts(
                tasks,
                pulse,
                settings,
                user,
                bundle,
                clock,
                commands,
                dialogs,
                notices,
                sideWindow,
                shell,
                this::startCapture));
        capture = new CapturePart(new CapturePart.Parts(
                tasks,
                new ClusterCapturing(
                        cluster.backend()::files, backend::live, directories.captureJournals(), bundle, clock),
                pulse,
                clock,
                commands,
                notices,
                sideWindow,
                shell,
                cluster));
        StartView startView = new StartView(
                commands, new RecentView(start, dialogs), cluster.startNode(), ShellView.logo(AppIcons.large(), 56));
        view = new ShellView(new ShellView.Parts(shell, commands, settings, tasks, facts, AppIcons.small()), startView);
        view.addOverlay(notices.node());
        memory = new WindowMemory(settings);
        instance = new SingleInstance(directories.runtime(), request -> Platform.runLater(() -> take(request, true)));
        findings = new FindingsPart(new FindingsPart.Parts(
                backend,
                machine,
                tasks,
                background,
                pulse,
                settings,
                commands,
                facts,
                dialogs,
                notices,
                sideWindow,
                shell,
                view));
        findings.follow();
        new TourPart(shell, view, commands, settings);
        cluster.follow(view);
        capture.follow(view);
    }

    private void quit() {
        if (capture.mayClose(view, this::leave)) {
            leave();
        }
    }

    private void leave() {
        stage.hide();
        Platform.exit();
    }

    private void startCapture(CaptureRequest request) {
        capture.start(request);
    }

    private String selectedKind() {
        return findings.selectedKind();
    }

    private ShellView view() {
        return view;
    }

    /// Where this program keeps its files.
    Directories directories() {
        return directories;
    }

    /// What the user has chosen.
    Settings settings() {
        return settings;
    }

    /// Opens the window, and what was asked for.
    public void start(SingleInstance.Request request) {
        appearance.start();
        new PopupZoom(zoom).start();
        ZoomPane pane = new ZoomPane(view);
        pane.zoomProperty().bind(zoom);
        Scene scene = new Scene(pane);
        appearance.dress(scene);
        view.install(scene);
        stage.setScene(scene);
        stage.getIcons().setAll(AppIcons.all());
        stage.titleProperty().bind(shell.session().titleProperty());
        memory.restore(stage);
        stage.setOnCloseRequest(event -> {
            if (!capture.mayClose(view, stage::hide)) {
                event.consume();
            }
        });
        stage.setOnHiding(event -> memory.save(stage));
        stage.show();
        Platform.runLater(() -> afterFirstFrame(request));
    }

    private void afterFirstFrame(SingleInstance.Request request) {
        take(request, false);
        settingsKeeper.start(tasks);
        settingsKeeper.setAside().ifPresent(aside -> warn(Messages.text("shell.settingsSetAside", aside)));
        shell.pageProperty().addListener((observed, before, now) -> start.refresh());
        start.refresh();
        cluster.start();
        capture.lookForLeftovers();
        tasks.run(() -> {
                    Logs.start(directories.logs());
                    instance.listen();
                })
                .start();
        tasks.call(machine::wiresharkVersion)
                .onSuccess(version -> facts.wiresharkProperty()
                        .set(version.map(name -> Messages.text("status.wireshark", name))
                                .orElse(Messages.text("status.noWireshark"))))
                .start();
    }

    /// Opens what this start, or a second one, was asked for.
    private void take(SingleInstance.Request request, boolean second) {
        switch (request.wish()) {
            case FILES -> shell.open(request.files());
            case TOGETHER -> shell.openTogether(request.files());
            case DEMO -> shell.openDemo();
        }
        if (second) {
            stage.setIconified(false);
            stage.toFront();
            stage.requestFocus();
        }
    }

    private void warn(String text) {
        Platform.runLater(() -> shell.tell(Band.of(Band.Kind.WARNING, text)));
    }

    @Override
    public void close() {
        instance.close();
        shell.close();
        settingsKeeper.close();
        findings.close();
        cluster.close();
        backend.close();
        background.shutdownNow();
    }
}
