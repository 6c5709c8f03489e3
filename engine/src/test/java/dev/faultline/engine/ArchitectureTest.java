package dev.faultline.engine;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.Architectures.LayeredArchitecture;
import java.util.List;

/// Holds the arrows of docs/ARCHITECTURE.md.
@AnalyzeClasses(packages = "dev.faultline.engine", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    /// In reading order: a package uses only those before it.
    private static final List<String> PACKAGES = List.of(
            "common",
            "capture",
            "capture.file",
            "packet",
            "flow",
            "finding",
            "tcp",
            "icmp",
            "l7",
            "l7.amqp",
            "l7.dns",
            "l7.websocket",
            "l7.http1",
            "l7.http2",
            "l7.kafka",
            "l7.mongo",
            "l7.mysql",
            "l7.postgres",
            "l7.redis",
            "l7.tls",
            "correlate",
            "detect",
            "evidence",
            "pipeline");

    @ArchTest
    static final ArchRule packagesUseOnlyThoseAboveThem = layers();

    @ArchTest
    static final ArchRule engineKnowsNoDesktopClusterDatabaseOrNativeLibrary = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "javafx..",
                    "io.fabric8..",
                    "org.pcap4j..",
                    "com.sun.jna..",
                    "java.sql..",
                    "java.awt..",
                    "javax.swing..");

    @ArchTest
    static final ArchRule packagesHaveNoCycles =
            slices().matching("dev.faultline.engine.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule namesSayARole =
            classes().should().haveNameNotMatching(".*(Manager|Helper|Util|Utils|Impl|Data|Info)$");

    private static ArchRule layers() {
        LayeredArchitecture layers = layeredArchitecture().consideringOnlyDependenciesInLayers();
        for (String name : PACKAGES) {
            layers = layers.optionalLayer(name).definedBy("dev.faultline.engine." + name);
        }
        for (int i = 0; i < PACKAGES.size(); i++) {
            List<String> readers = PACKAGES.subList(i + 1, PACKAGES.size());
            layers = readers.isEmpty()
                    ? layers.whereLayer(PACKAGES.get(i)).mayNotBeAccessedByAnyLayer()
                    : layers.whereLayer(PACKAGES.get(i)).mayOnlyBeAccessedByLayers(readers.toArray(String[]::new));
        }
        return layers;
    }
}
