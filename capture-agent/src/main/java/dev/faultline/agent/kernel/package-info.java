/// What the kernel of the captured network namespace knows, and no packet tells: sampled from `/proc`, read by
/// findings.
@NullMarked
package dev.faultline.agent.kernel;

import org.jspecify.annotations.NullMarked;
