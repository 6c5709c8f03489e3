package dev.faultline.app;

import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import javafx.scene.control.Labeled;
import org.testfx.framework.junit5.ApplicationTest;
import org.testfx.util.WaitForAsyncUtils;

/// What tests need that go through the window as a user does.
public abstract class Journey extends ApplicationTest {
    private static final int PATIENCE_SECONDS = 60;

    /// Looks at the scene on the FX thread, where it does not change meanwhile.
    protected static <T> T look(Callable<T> what) throws Exception {
        return WaitForAsyncUtils.asyncFx(what).get();
    }

    /// Waits until a condition holds; it only looks, see [#look].
    protected static void waitUntil(Callable<Boolean> condition) throws Exception {
        retry(() -> look(condition));
    }

    /// Does something, off the FX thread, again and again until it has worked.
    protected static void retry(Callable<Boolean> action) throws Exception {
        WaitForAsyncUtils.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS, action);
    }

    /// Whether a visible label, button or the like has the text.
    protected boolean isShown(String selector, String text) {
        return lookup(selector).queryAllAs(Labeled.class).stream()
                .anyMatch(label ->
                        label.isVisible() && String.valueOf(label.getText()).contains(text));
    }
}
