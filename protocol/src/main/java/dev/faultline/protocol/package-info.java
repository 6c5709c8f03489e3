/// The messages between agent and desktop: length-delimited protobuf over a pair of streams.
@NullMarked
package dev.faultline.protocol;

import org.jspecify.annotations.NullMarked;
