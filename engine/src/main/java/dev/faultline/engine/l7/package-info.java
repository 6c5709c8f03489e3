/// What connections carry: the bytes of each direction in order, and which protocol they are, told by content.
@NullMarked
package dev.faultline.engine.l7;

import org.jspecify.annotations.NullMarked;
