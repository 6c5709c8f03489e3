/// DNS (RFC 1035) over UDP and TCP: queries, their answers, and search paths.
@NullMarked
package dev.faultline.engine.l7.dns;

import org.jspecify.annotations.NullMarked;
