/// How the window asks the user for files and tells what it did. Interfaces, so that tests can answer.
@NullMarked
package dev.faultline.app.ui.dialog;

import org.jspecify.annotations.NullMarked;
