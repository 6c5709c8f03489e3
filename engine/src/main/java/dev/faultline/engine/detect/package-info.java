/// One class, one kind of error; the catalogue lists them all. Fed by the trackers; writes findings.
@NullMarked
package dev.faultline.engine.detect;

import org.jspecify.annotations.NullMarked;
