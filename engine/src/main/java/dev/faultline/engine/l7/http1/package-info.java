/// HTTP/1.x (RFC 9112): messages, and which response answers which request.
@NullMarked
package dev.faultline.engine.l7.http1;

import org.jspecify.annotations.NullMarked;
