/// Benchmarks of the engine, and comparisons with other programs in the same run.
@NullMarked
package dev.faultline.benchmarks;

import org.jspecify.annotations.NullMarked;
