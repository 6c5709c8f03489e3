package dev.faultline.app;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/// Holds the arrows of docs/ARCHITECTURE.md.
@AnalyzeClasses(packages = "dev.faultline.app", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule viewModelsKnowNoControl = noClasses()
            .that()
            .haveSimpleNameEndingWith("ViewModel")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("javafx.scene..", "javafx.stage..", "org.controlsfx..");

    @ArchTest
    static final ArchRule onlyTheWindowKnowsJavaFx = noClasses()
            .that()
            .resideInAnyPackage(
                    "..app.cli..",
                    "..app.export..",
                    "..app.extract..",
                    "..app.filter..",
                    "..app.k8s..",
                    "..app.names..",
                    "..app.flow..",
                    "..app.session..",
                    "..app.store..",
                    "..app.wireshark..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("javafx..", "org.controlsfx..", "atlantafx..", "org.kordamp..", "..app.ui..");

    @ArchTest
    static final ArchRule onlyTheStoreSpeaksSql = noClasses()
            .that()
            .resideOutsideOfPackage("..app.store..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("java.sql..");

    @ArchTest
    static final ArchRule viewsTouchNoStore = noClasses()
            .that()
            .haveSimpleNameEndingWith("View")
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName("dev.faultline.app.store.FindingStore");

    @ArchTest
    static final ArchRule packagesHaveNoCycles =
            slices().matching("dev.faultline.app.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule namesSayARole =
            classes().should().haveNameNotMatching(".*(Manager|Helper|Util|Utils|Impl|Data|Info)$");
}
