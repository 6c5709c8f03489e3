/// PostgreSQL, protocol 3.0 ("Frontend/Backend Protocol"): queries, their answers, errors by SQLSTATE.
@NullMarked
package dev.faultline.engine.l7.postgres;

import org.jspecify.annotations.NullMarked;
