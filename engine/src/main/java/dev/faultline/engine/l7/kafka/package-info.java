/// Kafka: requests and responses by correlation id, errors by code.
@NullMarked
package dev.faultline.engine.l7.kafka;

import org.jspecify.annotations.NullMarked;
