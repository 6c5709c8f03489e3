/// What several vantage points together say: which of their findings are one and the same error, in which order
/// a connection's packets pass them, and between which two they are lost. Fed by analyses, with findings and
/// with sightings of connections; read by whoever tells people.
@NullMarked
package dev.faultline.engine.correlate;

import org.jspecify.annotations.NullMarked;
