package dev.faultline.app.command;

import dev.faultline.app.Messages;
import java.util.List;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.value.ObservableBooleanValue;
import org.jspecify.annotations.Nullable;

/// One thing a user can tell the program to do.
///
///     Command.of("finding.openInWireshark", CommandGroup.GO).icon("mdoal-launch").keys("W")
///         .enabledWhen(hasSelection).does(this::openInWireshark);
///
/// Its text stands in `messages.properties` under `command.<id>`, in the words of the menu.
public final class Command {
    private static final ObservableBooleanValue ALWAYS = new ReadOnlyBooleanWrapper(true).getReadOnlyProperty();

    private final Builder parts;
    private final Runnable action;
    private List<String> keys;

    private Command(Builder parts, Runnable action) {
        this.parts = parts;
        this.action = action;
        this.keys = parts.keys;
    }

    /// Begins a command.
    ///
    /// @param id stays the same for ever: settings and tests name it
    public static Builder of(String id, CommandGroup group) {
        return new Builder(id, group);
    }

    /// The name that stays the same for ever.
    public String id() {
        return parts.id;
    }

    /// Its menu and its part of the help sheet.
    public CommandGroup group() {
        return parts.group;
    }

    /// What the user reads.
    public String text() {
        return Messages.text("command." + parts.id);
    }

    /// Ikonli literal of the icon, or null.
    public @Nullable String icon() {
        return parts.icon;
    }

    /// Its shortcuts, the one to be shown first, in the form that `KeyCombination.valueOf` reads: `Shortcut+O`,
    /// `F7`, `W`. A key that is a mere character works wherever no text is being typed.
    public List<String> keys() {
        return keys;
    }

    /// The shortcuts that it has as long as the user chooses no others.
    public List<String> standardKeys() {
        return parts.keys;
    }

    void use(List<String> shortcuts) {
        keys = List.copyOf(shortcuts);
    }

    /// Whether it makes sense now.
    public ObservableBooleanValue enabled() {
        return parts.enabled;
    }

    /// For a command that switches something on and off: whether it is on. Null for all others.
    public @Nullable ObservableBooleanValue selected() {
        return parts.selected;
    }

    /// Whether it stands in its menu; all commands stand in the palette and in the help sheet.
    public boolean inMenu() {
        return parts.inMenu;
    }

    /// Whether a line parts it from the one above it in the menu.
    public boolean startsSection() {
        return parts.startsSection;
    }

    /// Whether it is done again and again while its keys are held down.
    public boolean repeats() {
        return parts.repeats;
    }

    /// Does it, if it makes sense now.
    public void run() {
        if (parts.enabled.get()) {
            action.run();
        }
    }

    /// The parts of a command until it is whole.
    public static final class Builder {
        private final String id;
        private final CommandGroup group;
        private @Nullable String icon;
        private List<String> keys = List.of();
        private ObservableBooleanValue enabled = ALWAYS;
        private @Nullable ObservableBooleanValue selected;
        private boolean inMenu = true;
        private boolean startsSection;
        private boolean repeats;

        private Builder(String id, CommandGroup group) {
            this.id = id;
            this.group = group;
        }

        /// The icon: a literal of Ikonli, such as `mdoal-launch`.
        public Builder icon(String literal) {
            icon = literal;
            return this;
        }

        /// The shortcuts, in the form of [Command#keys()].
        public Builder keys(String... combinations) {
            keys = List.of(combinations);
            return this;
        }

        /// When the command makes sense; without it, always.
        public Builder enabledWhen(ObservableBooleanValue condition) {
            enabled = condition;
            return this;
        }

        /// Makes it a command that switches something on and off.
        public Builder selectedWhen(ObservableBooleanValue condition) {
            selected = condition;
            return this;
        }

        /// Leaves it out of the menu.
        public Builder notInMenu() {
            inMenu = false;
            return this;
        }

        /// Draws a line above it in the menu.
        public Builder startsSection() {
            startsSection = true;
            return this;
        }

        /// Does it again and again while its keys are held down.
        public Builder repeats() {
            repeats = true;
            return this;
        }

        /// What it does, on the user interface's thread.
        public Command does(Runnable action) {
            return new Command(this, action);
        }
    }
}
