package dev.faultline.app.ui.detail;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.scene.control.MenuItem;

/// What the details let the user do.
///
/// @param previous goes to the finding above
/// @param next goes to the finding below
/// @param openInWireshark opens the packets of the flow
/// @param save writes them to a file of the user's choice
/// @param copy puts a text on the clipboard
/// @param more further items for the menu
public record DetailActions(
        Runnable previous,
        Runnable next,
        Runnable openInWireshark,
        Runnable save,
        Consumer<String> copy,
        Supplier<List<MenuItem>> more) {}
