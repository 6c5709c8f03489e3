/// The packets of live findings: recent ones in a ring of bounded memory, those of flows with findings in a
/// file that is kept. Fed by the packets and findings of an analysis; read like any other capture.
@NullMarked
package dev.faultline.engine.evidence;

import org.jspecify.annotations.NullMarked;
