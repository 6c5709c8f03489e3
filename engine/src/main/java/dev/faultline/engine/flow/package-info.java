/// Who talks to whom: the flow key with its vantage point, the flow table, eviction. Fed by packets; read by
/// the trackers of each protocol.
@NullMarked
package dev.faultline.engine.flow;

import org.jspecify.annotations.NullMarked;
