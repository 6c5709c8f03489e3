/// Findings: what went wrong, its evidence, severity, confidence and explanation; merging of repeats and what
/// is part of what. Written by detectors; read by stores, reports and views.
@NullMarked
package dev.faultline.engine.finding;

import org.jspecify.annotations.NullMarked;
