/// MongoDB (OP_MSG and what came before it): commands, their answers by request id, errors by code.
@NullMarked
package dev.faultline.engine.l7.mongo;

import org.jspecify.annotations.NullMarked;
