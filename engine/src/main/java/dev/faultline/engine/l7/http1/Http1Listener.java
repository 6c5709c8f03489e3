package dev.faultline.engine.l7.http1;

import dev.faultline.engine.l7.Ending;
import org.jspecify.annotations.Nullable;

/// Hears what goes wrong in HTTP dialogs, and of every response. The dialog tells frame and time.
public interface Http1Listener {
    /// The header of a final response came.
    ///
    /// @param request that it answers, or null where that was not captured
    void onResponse(Http1Dialog dialog, @Nullable Http1Request request, int status);

    /// A response came although nothing had been asked.
    void onUnrequested(Http1Dialog dialog, int status);

    /// Bytes that are no HTTP stand where HTTP was to come.
    ///
    /// @param offset of the line in its direction's data, from 0
    void onMalformed(
            Http1Dialog dialog, boolean response, @Nullable Http1Request request, Http1Fault fault, long offset);

    /// A message ended before it was complete.
    ///
    /// @param received bytes of its body
    /// @param expected bytes of its body as it was announced, or -1
    void onTruncated(
            Http1Dialog dialog,
            boolean response,
            @Nullable Http1Request request,
            Ending ending,
            long received,
            long expected);

    /// No response came to a request.
    ///
    /// @param waited nanoseconds since it was complete
    void onUnanswered(Http1Dialog dialog, Http1Request request, Ending ending, long waited);

    /// A response came to a request that was told as unanswered.
    void onAnsweredLate(Http1Dialog dialog, Http1Request request, long waited);

    /// The server answered a request with a TLS alert.
    void onTlsAlert(Http1Dialog dialog, Http1Request request);
}
