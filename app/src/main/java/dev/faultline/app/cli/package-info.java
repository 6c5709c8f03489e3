/// The command line: `faultline analyze`, `faultline extract` and their options. Reads captures through the
/// engine; writes through [dev.faultline.app.export].
@NullMarked
package dev.faultline.app.cli;

import org.jspecify.annotations.NullMarked;
