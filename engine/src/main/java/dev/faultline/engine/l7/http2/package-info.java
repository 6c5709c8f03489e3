/// HTTP/2 (RFC 9113) in the clear, with header compression (RFC 7541), and gRPC above it. Fed by
/// [dev.faultline.engine.l7.Dialogs]; read by the detectors.
@NullMarked
package dev.faultline.engine.l7.http2;

import org.jspecify.annotations.NullMarked;
