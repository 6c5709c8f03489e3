/// What several vantage points together say: which of their connections are one and the same, in which order
/// its packets pass them, and between which two they are lost. Fed by the TCP tracker; read by detectors and by
/// [dev.faultline.engine.finding.FindingBook], which tells one error of several places once.
@NullMarked
package dev.faultline.engine.correlate;

import org.jspecify.annotations.NullMarked;
