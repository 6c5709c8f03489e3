/// AMQP 0-9-1, as RabbitMQ speaks it: methods that are answered, closes with a reason, heartbeats.
@NullMarked
package dev.faultline.engine.l7.amqp;

import org.jspecify.annotations.NullMarked;
