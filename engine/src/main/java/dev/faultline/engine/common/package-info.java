/// Words that every stage shares: sequence numbers, addresses, endpoints, limits. Depends on nothing.
@NullMarked
package dev.faultline.engine.common;

import org.jspecify.annotations.NullMarked;
