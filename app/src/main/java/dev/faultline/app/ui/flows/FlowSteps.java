package dev.faultline.app.ui.flows;

import dev.faultline.app.Messages;
import dev.faultline.app.flow.Conversation;
import dev.faultline.app.flow.LadderRows;
import dev.faultline.app.task.TaskRunner;
import java.util.Locale;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.value.ObservableValue;
import org.jspecify.annotations.Nullable;

/// Moves the focus from packet to packet: by rows, to what is wrong, to what is looked for. FX thread only.
final class FlowSteps {
    private final TaskRunner tasks;
    private final PacketFocus focus;
    private final ObservableValue<@Nullable ShownFlow> shown;
    private final ObservableValue<@Nullable LadderPicture> picture;
    private final ReadOnlyStringWrapper searchResult = new ReadOnlyStringWrapper(this, "searchResult", "");

    FlowSteps(
            TaskRunner tasks,
            PacketFocus focus,
            ObservableValue<@Nullable ShownFlow> shown,
            ObservableValue<@Nullable LadderPicture> picture) {
        this.tasks = tasks;
        this.focus = focus;
        this.shown = shown;
        this.picture = picture;
        shown.addListener((observed, before, now) -> searchResult.set(""));
    }

    /// What came of the last search.
    ReadOnlyStringProperty searchResultProperty() {
        return searchResult.getReadOnlyProperty();
    }

    /// Moves the focus by rows that show packets.
    void step(int rows) {
        LadderPicture now = picture.getValue();
        if (now == null || now.flow().size() == 0) {
            return;
        }
        LadderRows all = now.rows();
        int direction = Integer.signum(rows);
        int row = all.rowOf(Math.max(0, focus.selected()));
        int left = Math.abs(rows);
        int found = row;
        for (int next = row + direction; next >= 0 && next < all.size() && left > 0; next += direction) {
            if (all.packet(next) >= 0) {
                found = next;
                left--;
            }
        }
        focus.select(all.packet(found));
    }

    /// Puts the first packet into focus.
    void first() {
        focus.select(size() == 0 ? -1 : 0);
    }

    /// Puts the last packet into focus.
    void last() {
        focus.select(size() - 1);
    }

    private int size() {
        ShownFlow read = shown.getValue();
        return read == null ? 0 : read.flow().size();
    }

    /// Goes to the next packet with something wrong, or with -1 to the one before.
    void trouble(int direction) {
        ShownFlow read = shown.getValue();
        if (read == null) {
            return;
        }
        Conversation flow = read.flow();
        for (int i = focus.selected() + direction; i >= 0 && i < flow.size(); i += direction) {
            if (flow.isTrouble(i) || read.crossings().isLost(i)) {
                focus.select(i);
                return;
            }
        }
        searchResult.set(Messages.text(direction > 0 ? "flow.noMoreTrouble" : "flow.noEarlierTrouble"));
    }

    /// Goes to the moment of the finding.
    void moment() {
        ShownFlow read = shown.getValue();
        if (read != null) {
            focus.select(read.moment());
        }
    }

    /// Looks for the next packet that has these words, or whose frame has that number, and begins again at the
    /// other end when there is none.
    ///
    /// @param direction 1 or -1
    void find(String words, int direction) {
        ShownFlow read = shown.getValue();
        String wanted = words.strip().toLowerCase(Locale.ENGLISH);
        if (read == null || wanted.isEmpty()) {
            return;
        }
        int from = focus.selected();
        tasks.call(() -> FlowSearch.find(read, wanted, from, direction))
                .onSuccess(found -> {
                    if (read.equals(shown.getValue())) {
                        searchResult.set(found < 0 ? Messages.text("flow.notFound") : "");
                        if (found >= 0) {
                            focus.select(found);
                        }
                    }
                })
                .start();
    }
}
