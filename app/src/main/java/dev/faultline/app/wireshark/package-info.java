/// Finds Wireshark and opens captures in it.
@NullMarked
package dev.faultline.app.wireshark;

import org.jspecify.annotations.NullMarked;
