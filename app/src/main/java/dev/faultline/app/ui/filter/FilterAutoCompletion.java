package dev.faultline.app.ui.filter;

import javafx.beans.value.ChangeListener;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.util.StringConverter;
import org.controlsfx.control.textfield.AutoCompletionBinding;

/// Offers what can come next in a filter while it is typed.
final class FilterAutoCompletion extends AutoCompletionBinding<Suggestion> {
    private static final long DELAY_MILLIS = 60;
    private static final int ROWS = 9;

    private final TextField field;
    private boolean typing;
    private final ChangeListener<String> onText = (observed, before, now) -> typed(before, now);

    FilterAutoCompletion(TextField field, FilterCompletion completion) {
        super(
                field,
                request -> completion.suggest(
                        request.getUserText(), request.getUserText().length()),
                converter());
        this.field = field;
        setDelay(DELAY_MILLIS);
        setVisibleRowCount(ROWS);
        setHideOnEscape(true);
        getAutoCompletionPopup().setConsumeAutoHidingEvents(false);
        getAutoCompletionPopup().setOnShown(event -> hideIfTooLate());
        field.addEventFilter(KeyEvent.ANY, event -> typing = isTyping(event));
        field.textProperty().addListener(onText);
    }

    /// Offers what fits now, without a key typed.
    void offer() {
        setUserInput(field.getText(0, field.getCaretPosition()));
    }

    /// Suggestions come from another thread: the text that they are for may be gone by now.
    private void hideIfTooLate() {
        if (!field.isFocused() || field.getText().isBlank()) {
            hidePopup();
        }
    }

    @Override
    public void dispose() {
        field.textProperty().removeListener(onText);
    }

    @Override
    protected void completeUserInput(Suggestion suggestion) {
        field.replaceText(suggestion.start(), Math.min(suggestion.end(), field.getLength()), suggestion.insert());
        field.positionCaret(suggestion.caret());
    }

    private static boolean isTyping(KeyEvent event) {
        return event.getEventType() == KeyEvent.KEY_TYPED || event.getCode() == KeyCode.BACK_SPACE;
    }

    /// Only typing asks for suggestions; the caret stands behind the letter typed only after the text has
    /// changed.
    private void typed(String before, String now) {
        int caret = Math.min(now.length(), field.getCaretPosition() + Math.max(0, now.length() - before.length()));
        if (typing && field.isFocused() && !now.isBlank()) {
            setUserInput(now.substring(0, caret));
        } else {
            hidePopup();
        }
    }

    private static StringConverter<Suggestion> converter() {
        return new StringConverter<>() {
            @Override
            public String toString(Suggestion suggestion) {
                return suggestion.insert();
            }

            @Override
            public Suggestion fromString(String text) {
                return new Suggestion(text, 0, 0, "");
            }
        };
    }
}
