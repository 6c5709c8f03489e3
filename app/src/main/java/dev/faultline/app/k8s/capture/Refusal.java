package dev.faultline.app.k8s.capture;

import dev.faultline.app.Messages;
import dev.faultline.app.k8s.AccessResult;
import dev.faultline.app.k8s.AccessRight;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Why a capture cannot be made, and the way round.
///
/// @param kind what refuses it
/// @param message what is refused, in one sentence
/// @param remedy what to do
/// @param yaml something to hand to who administers the cluster; empty for none
public record Refusal(Kind kind, String message, String remedy, String yaml) {
    private static final Pattern POD_SECURITY = Pattern.compile("violates PodSecurity \"([a-z]+):[^\"]*\": (.*)");
    private static final Pattern QUOTA = Pattern.compile("exceeded quota: (.*)");
    private static final Pattern WEBHOOK = Pattern.compile("admission webhook \"([^\"]+)\" denied the request:? ?(.*)");
    private static final int NOT_FOUND = 404;
    private static final int FORBIDDEN = 403;

    /// What refuses a capture.
    public enum Kind {
        /// The user lacks a right.
        MISSING_RIGHT,
        /// The namespace's Pod Security level.
        POD_SECURITY,
        /// The namespace's quota is used up.
        QUOTA,
        /// An admission webhook or policy of the cluster.
        ADMISSION,
        /// An agent would take more memory than the pod has left.
        MEMORY,
        /// The agent is not at hand, to be sent there.
        NO_AGENT,
        /// Something that was chosen is not there.
        NOT_FOUND,
        /// Anything else, in the cluster's words.
        OTHER
    }

    /// Rights that are missing.
    ///
    /// @param user as the API server knows the user
    static Refusal missing(AccessResult result, String user) {
        String rights = result.missing().stream().map(AccessRight::toString).collect(Collectors.joining(", "));
        return new Refusal(
                Kind.MISSING_RIGHT,
                Messages.text("capture.refusal.rights", rights),
                Messages.text("capture.remedy.rights"),
                result.rbac(user));
    }

    /// A pod has no room for the agent.
    static Refusal memory(String why) {
        return new Refusal(Kind.MEMORY, why, Messages.text("capture.remedy.memory"), "");
    }

    /// No agent is at hand that could be sent to a container.
    static Refusal noAgent() {
        return new Refusal(
                Kind.NO_AGENT, Messages.text("capture.refusal.noAgent"), Messages.text("capture.remedy.noAgent"), "");
    }

    /// What the API server said about an object.
    static Refusal of(ApiAnswer answer, CaptureMode mode) {
        String said = answer.message();
        Matcher security = POD_SECURITY.matcher(said);
        if (security.find()) {
            String remedy = mode == CaptureMode.NODE
                    ? Messages.text("capture.remedy.security.node")
                    : Messages.text("capture.remedy.security.pod");
            String text = Messages.text("capture.refusal.security", security.group(1), security.group(2));
            return new Refusal(Kind.POD_SECURITY, text, remedy, "");
        }
        Matcher quota = QUOTA.matcher(said);
        if (quota.find()) {
            return plain(Kind.QUOTA, "quota", quota.group(1));
        }
        Matcher webhook = WEBHOOK.matcher(said);
        if (webhook.find()) {
            return plain(Kind.ADMISSION, "webhook", webhook.group(1) + ": " + webhook.group(2));
        }
        return switch (answer.status()) {
            case NOT_FOUND -> plain(Kind.NOT_FOUND, "gone", said);
            case FORBIDDEN -> plain(Kind.ADMISSION, "forbidden", said);
            default -> plain(Kind.OTHER, "other", said);
        };
    }

    private static Refusal plain(Kind kind, String word, String said) {
        return new Refusal(
                kind, Messages.text("capture.refusal." + word, said), Messages.text("capture.remedy." + word), "");
    }

    /// The sentence and the way round.
    public String text() {
        return message + " " + remedy;
    }
}
