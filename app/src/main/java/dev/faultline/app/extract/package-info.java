/// The packets of errors: a second pass over a capture that writes the packets of chosen flows to a pcapng of
/// their own.
@NullMarked
package dev.faultline.app.extract;

import org.jspecify.annotations.NullMarked;
