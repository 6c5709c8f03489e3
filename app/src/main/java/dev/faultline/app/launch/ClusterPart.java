package dev.faultline.app.launch;

import dev.faultline.app.Messages;
import dev.faultline.app.agent.AgentBundle;
import dev.faultline.app.command.Command;
import dev.faultline.app.command.CommandGroup;
import dev.faultline.app.command.CommandRegistry;
import dev.faultline.app.k8s.KubeContext;
import dev.faultline.app.k8s.KubeconfigFormat;
import dev.faultline.app.k8s.KubeconfigProblem;
import dev.faultline.app.k8s.UserEnvironment;
import dev.faultline.app.settings.Settings;
import dev.faultline.app.task.Delay;
import dev.faultline.app.task.TaskRunner;
import dev.faultline.app.ui.cluster.CaptureRequest;
import dev.faultline.app.ui.cluster.ClustersView;
import dev.faultline.app.ui.cluster.ContextMemory;
import dev.faultline.app.ui.cluster.ContextMenuPane;
import dev.faultline.app.ui.cluster.ContextRow;
import dev.faultline.app.ui.cluster.ContextsViewModel;
import dev.faultline.app.ui.cluster.PickerActions;
import dev.faultline.app.ui.cluster.PickerView;
import dev.faultline.app.ui.cluster.PickerViewModel;
import dev.faultline.app.ui.control.CodePane;
import dev.faultline.app.ui.control.KeyText;
import dev.faultline.app.ui.dialog.FileDialogs;
import dev.faultline.app.ui.dialog.Notices;
import dev.faultline.app.ui.dialog.SideWindow;
import dev.faultline.app.ui.shell.Band;
import dev.faultline.app.ui.shell.OtherFiles;
import dev.faultline.app.ui.shell.ShellView;
import dev.faultline.app.ui.shell.ShellViewModel;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import javafx.scene.Node;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;

/// Clusters in the window: the list on the start page, and the picker, made when it is first gone to.
final class ClusterPart implements AutoCloseable {
    private final Parts parts;
    private final ClusterBackend backend;
    private final ContextMemory memory;
    private final ContextsViewModel contexts;
    private final PickerViewModel picker;
    private @Nullable PickerView view;

    /// What it is made of.
    ///
    /// @param pulse the user interface's thread, once a pulse
    /// @param user whose kubeconfig files are read
    /// @param bundle the agent, to be sent to containers
    /// @param starter starts a capture
    record Parts(
            TaskRunner tasks,
            Executor pulse,
            Settings settings,
            UserEnvironment user,
            AgentBundle bundle,
            Clock clock,
            CommandRegistry commands,
            FileDialogs dialogs,
            Notices notices,
            SideWindow sideWindow,
            ShellViewModel shell,
            Consumer<CaptureRequest> starter) {}

    ClusterPart(Parts parts) {
        this.parts = parts;
        memory = new ContextMemory(parts.settings());
        backend = new ClusterBackend(parts.user(), memory.files(), parts.bundle());
        contexts = new ContextsViewModel(parts.tasks(), backend, memory, parts.pulse());
        picker = new PickerViewModel(
                new PickerViewModel.Services(
                        parts.tasks(),
                        backend,
                        memory,
                        parts.pulse(),
                        Delay.onFxThread(),
                        parts.clock(),
                        parts.starter()),
                contexts);
        addCommands();
        parts.shell().recognise(new KubeconfigFiles());
    }

    private void addCommands() {
        parts.commands()
                .add(Command.of("capture.connect", CommandGroup.CAPTURE)
                        .icon("mdomz-widgets")
                        .keys("Shortcut+K")
                        .does(this::show));
        parts.commands()
                .add(Command.of("capture.addKubeconfig", CommandGroup.CAPTURE)
                        .icon("mdoal-add")
                        .notInMenu()
                        .does(this::addKubeconfig));
    }

    /// The clusters, for the start page.
    Node startNode() {
        return new ClustersView(contexts, this::choose, this::addKubeconfig);
    }

    /// The kubeconfig files behind it.
    ClusterBackend backend() {
        return backend;
    }

    /// A list of contexts to switch to; a chosen one opens in the picker.
    Region contextList(Runnable close) {
        return new ContextMenuPane(contexts, row -> {
            close.run();
            choose(row);
        });
    }

    /// What is ticked, and what will come of it.
    PickerViewModel picker() {
        return picker;
    }

    /// The contexts.
    ContextsViewModel contexts() {
        return contexts;
    }

    /// Fills its place in the window when that is first gone to.
    void follow(ShellView window) {
        parts.shell().pageProperty().addListener((observed, before, now) -> {
            if (now == ShellViewModel.Page.CLUSTER) {
                contexts.start();
                openCurrent();
                PickerView made = view;
                if (made == null) {
                    String keys = parts.commands()
                            .find("capture.toggle")
                            .flatMap(KeyText::of)
                            .orElse("");
                    made = new PickerView(picker, new Actions(), keys);
                    view = made;
                    window.setPage(ShellViewModel.Page.CLUSTER, made);
                }
                made.focusSearch();
            }
        });
        contexts.currentProperty().addListener((observed, before, now) -> {
            if (parts.shell().pageProperty().get() == ShellViewModel.Page.CLUSTER) {
                openCurrent(); // the files are read while the picker is up already
            }
        });
    }

    /// Reads the kubeconfig files; after the first frame.
    void start() {
        contexts.start();
    }

    private void show() {
        parts.shell().goTo(ShellViewModel.Page.CLUSTER);
    }

    /// At first, the context that kubectl would take.
    private void openCurrent() {
        var current = contexts.currentProperty().get();
        if (picker.link().contextProperty().get() == null && current != null) {
            picker.open(current);
        }
    }

    private void choose(ContextRow row) {
        picker.open(row.context());
        show();
    }

    private void addKubeconfig() {
        contexts.add(parts.dialogs().openAny(Messages.text("cluster.chooseKubeconfig")));
    }

    /// Kubeconfig files that are dropped into the window or opened as captures are.
    private final class KubeconfigFiles implements OtherFiles {
        @Override
        public boolean has(Path file) {
            return KubeconfigFormat.matches(file);
        }

        @Override
        public void take(List<Path> files) {
            contexts.add(files, found -> taken(files, found));
        }

        private void taken(List<Path> files, List<KubeContext> found) {
            if (found.isEmpty()) {
                parts.shell()
                        .tell(new Band(
                                Band.Kind.WARNING,
                                Messages.text("cluster.noContexts", files.getFirst()),
                                contexts.problems().stream()
                                        .filter(problem -> files.contains(problem.file()))
                                        .map(KubeconfigProblem::toString)
                                        .toList(),
                                List.of()));
                return;
            }
            parts.notices()
                    .tell(Messages.text(
                            "cluster.added", found.size(), found.getFirst().name()));
            picker.open(found.getFirst());
            show();
        }
    }

    /// What the picker asks of the window.
    private final class Actions implements PickerActions {
        @Override
        public void copy(String text) {
            ClipboardContent content = new ClipboardContent();
            content.putString(text);
            Clipboard.getSystemClipboard().setContent(content);
            parts.notices().tell(Messages.text("cluster.copied"));
        }

        @Override
        public void showText(String title, String text) {
            parts.sideWindow().show(title, new CodePane(text, () -> copy(text)), 720, 620);
        }

        @Override
        public void addKubeconfig() {
            ClusterPart.this.addKubeconfig();
        }

        @Override
        public void cancel() {
            parts.shell().leaveCluster();
        }
    }

    @Override
    public void close() {
        picker.close();
        contexts.close();
        backend.close();
    }
}
