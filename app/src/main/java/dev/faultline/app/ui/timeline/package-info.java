/// Findings over time: bars stacked by class, severity or kind, and the stretch of time that is wanted. The
/// bars are counted by the store; the findings view reads the choice.
@NullMarked
package dev.faultline.app.ui.timeline;

import org.jspecify.annotations.NullMarked;
