/// How figures and times are written for people.
@NullMarked
package dev.faultline.app.ui.text;

import org.jspecify.annotations.NullMarked;
