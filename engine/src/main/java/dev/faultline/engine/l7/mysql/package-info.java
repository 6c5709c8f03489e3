/// MySQL and MariaDB ("Client/Server Protocol"): commands, their answers, errors by number.
@NullMarked
package dev.faultline.engine.l7.mysql;

import org.jspecify.annotations.NullMarked;
