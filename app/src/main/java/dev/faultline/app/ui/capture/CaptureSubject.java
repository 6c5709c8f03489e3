package dev.faultline.app.ui.capture;

import dev.faultline.app.Messages;
import dev.faultline.app.ui.cluster.CaptureRequest;
import dev.faultline.app.ui.cluster.ContextColour;

/// What is being captured, in the words of the bar.
///
/// @param context name of the context
/// @param colour that tells the context from others
/// @param namespaces that were looked at
/// @param targets pods and nodes
public record CaptureSubject(String context, ContextColour colour, String namespaces, String targets) {
    /// Nothing is captured.
    public static final CaptureSubject NOTHING = new CaptureSubject("", ContextColour.GREY, "", "");

    private static final int NAMED = 2;

    static CaptureSubject here(String name) {
        return new CaptureSubject(Messages.text("live.thisMachine"), ContextColour.GREY, name, "");
    }

    static CaptureSubject of(CaptureRequest request, ContextColour colour) {
        var names = request.namespaces();
        String namespaces = names.isEmpty()
                ? Messages.text("picker.allNamespaces")
                : names.size() <= NAMED
                        ? String.join(", ", names)
                        : Messages.text("picker.namespacesChosen", names.size());
        int pods = request.now().pods().size();
        int nodes = request.now().nodes().size();
        String targets = pods == 0 ? Messages.text("live.nodes", nodes) : Messages.text("live.podsNodes", pods, nodes);
        return new CaptureSubject(request.context().name(), colour, namespaces, targets);
    }
}
