/// Sends what is found to whoever collects it: findings as OTLP logs, counts as OTLP metrics or Prometheus text. Fed
/// by an agent, or by a desktop that knows the names; neither ever waits for it. Opt-in: none of its libraries is
/// loaded before it is asked for.
@NullMarked
package dev.faultline.agent.telemetry;

import org.jspecify.annotations.NullMarked;
