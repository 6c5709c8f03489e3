package dev.faultline.app.ui.shell;

import dev.faultline.app.Messages;
import dev.faultline.app.task.RunningTask;
import dev.faultline.app.task.TaskRunner;
import java.util.concurrent.CountDownLatch;
import javafx.beans.binding.Bindings;
import javafx.collections.ListChangeListener;
import javafx.concurrent.Task;
import javafx.scene.control.Button;
import org.controlsfx.control.PopOver;
import org.controlsfx.control.TaskProgressView;

/// How many tasks run; a click lists them, each with its progress and Cancel.
final class TaskIndicator extends Button {
    private final TaskProgressView<Task<?>> list = new TaskProgressView<>();

    TaskIndicator(TaskRunner tasks) {
        getStyleClass().add("flat");
        textProperty()
                .bind(Bindings.createStringBinding(
                        () -> Messages.text("status.tasks", tasks.shown().size()), tasks.shown()));
        visibleProperty().bind(Bindings.isNotEmpty(tasks.shown()));
        managedProperty().bind(visibleProperty());
        list.setPrefSize(380, 200);
        tasks.shown().addListener((ListChangeListener<RunningTask<?>>) change -> {
            while (change.next()) {
                change.getAddedSubList().forEach(task -> list.getTasks().add(shown(task)));
            }
        });
        setOnAction(event -> popOver().show(this));
    }

    private PopOver popOver() {
        PopOver popOver = new PopOver(list);
        popOver.setArrowLocation(PopOver.ArrowLocation.BOTTOM_RIGHT);
        popOver.setDetachable(false);
        popOver.setAnimated(false);
        return popOver;
    }

    /// The list of ControlsFX shows tasks of JavaFX: this one does nothing but mirror ours.
    private Task<Boolean> shown(RunningTask<?> task) {
        CountDownLatch done = new CountDownLatch(1);
        Task<Boolean> mirror = new Task<>() {
            {
                updateTitle(task.title());
                task.messageProperty().addListener((observed, before, now) -> updateMessage(now));
                task.progressProperty().addListener((observed, before, now) -> updateProgress(now.doubleValue(), 1));
            }

            @Override
            protected Boolean call() throws InterruptedException {
                done.await();
                return true;
            }
        };
        mirror.setOnCancelled(event -> task.cancel());
        task.doneProperty().addListener((observed, before, now) -> done.countDown());
        Thread.ofVirtual().name("task-mirror").start(mirror);
        return mirror;
    }
}
