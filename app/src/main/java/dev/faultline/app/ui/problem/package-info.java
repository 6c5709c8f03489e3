/// The one door for errors that nobody foresaw: logged, shown, ready to be copied into a report.
@NullMarked
package dev.faultline.app.ui.problem;

import org.jspecify.annotations.NullMarked;
