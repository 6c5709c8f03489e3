/// Redis and what speaks like it (RESP 2 and 3): commands, their replies, errors.
@NullMarked
package dev.faultline.engine.l7.redis;

import org.jspecify.annotations.NullMarked;
