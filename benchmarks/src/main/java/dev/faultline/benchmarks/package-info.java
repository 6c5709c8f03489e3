/// Benchmarks of the engine, and comparisons with other programs in the same run.
///
/// The annotation processor of JMH turns each benchmark class into what JMH runs. With a JDK 25 or later in
/// `JAVA_HOME`, from the root of the project:
///
/// ```
/// mvn -q -pl benchmarks -am verify -DskipTests -Dbenchmark=DecodeBenchmark "-Dbenchmark.options=-prof gc"
/// ```
///
/// `Compare`, `ApplicationCost` and what writes captures for them, `CaptureGenerator` and `LabTraffic`, are programs:
/// their classes say how to run them.
@NullMarked
package dev.faultline.benchmarks;

import org.jspecify.annotations.NullMarked;
