package dev.faultline.engine.l7;

import org.jspecify.annotations.Nullable;

/// Hears what goes wrong between a client that asks and a server that answers. The dialog tells frame and time.
public interface ExchangeListener {
    /// An end reported an error.
    ///
    /// @param request that it answers, or null
    void onError(ExchangeDialog dialog, @Nullable Transaction request, ReportedError error);

    /// Bytes stand where none of the protocol's messages can begin.
    ///
    /// @param what key of what was to come
    /// @param offset in the data of that direction, from 0
    void onMalformed(
            ExchangeDialog dialog, boolean fromClient, @Nullable Transaction request, String what, long offset);

    /// A message ended before it was complete.
    ///
    /// @param received bytes of it
    /// @param expected bytes of it as announced, or -1
    void onTruncated(
            ExchangeDialog dialog,
            boolean fromClient,
            @Nullable Transaction request,
            Ending ending,
            long received,
            long expected);

    /// No answer came to a request.
    ///
    /// @param waited nanoseconds
    void onUnanswered(ExchangeDialog dialog, Transaction request, Ending ending, long waited);

    /// An answer began to a request that was told as unanswered.
    void onAnsweredLate(ExchangeDialog dialog, Transaction request, long waited);

    /// An answer came although nothing had been asked.
    ///
    /// @param status of the answer, or 0
    void onUnrequested(ExchangeDialog dialog, int status);

    /// The server answered with a TLS alert what was asked in plain text.
    void onTlsAlert(ExchangeDialog dialog, Transaction request);
}
