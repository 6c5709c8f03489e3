/// Flyweight decoders: from the bytes of a frame to the headers inside it, with no allocation and every length
/// checked before it is read. Fed by [dev.faultline.engine.capture]; read by the flow stages.
@NullMarked
package dev.faultline.engine.packet;

import org.jspecify.annotations.NullMarked;
