/// How agent and desktop talk: messages over a pair of streams, and the engine's findings as messages. Both
/// sides use it.
@NullMarked
package dev.faultline.agent.wire;

import org.jspecify.annotations.NullMarked;
