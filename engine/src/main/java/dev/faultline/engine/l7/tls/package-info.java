/// TLS (RFC 8446) as far as it can be read: records, the course of the handshake, alerts.
@NullMarked
package dev.faultline.engine.l7.tls;

import org.jspecify.annotations.NullMarked;
