/// Puts the stages together: source to findings, with progress and cancellation.
@NullMarked
package dev.faultline.engine.pipeline;

import org.jspecify.annotations.NullMarked;
