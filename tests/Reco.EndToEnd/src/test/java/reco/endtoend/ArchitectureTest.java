package reco.endtoend;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;

/** The directions in which the rooms of the house may know each other. */
@AnalyzeClasses(packages = "reco", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule roomsDependInOneDirection =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("Model")
          .definedBy("reco.model..")
          .layer("Protocol")
          .definedBy("reco.protocol..", "reco.v1..", "reco.admin.v1..", "reco.internal.v1..")
          .layer("Index")
          .definedBy("reco.index..")
          .layer("Ranker")
          .definedBy("reco.ranker..")
          .layer("Node")
          .definedBy("reco.node..")
          .layer("Streams")
          .definedBy("reco.streams..")
          .layer("Gateway")
          .definedBy("reco.gateway..")
          .layer("Console")
          .definedBy("reco.console..")
          .layer("Lab")
          .definedBy("reco.lab..")
          .layer("App")
          .definedBy("reco.app..")
          .whereLayer("App")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("Lab")
          .mayOnlyBeAccessedByLayers("App")
          .whereLayer("Console")
          .mayOnlyBeAccessedByLayers("App")
          .whereLayer("Gateway")
          .mayOnlyBeAccessedByLayers("Lab", "App")
          .whereLayer("Streams")
          .mayOnlyBeAccessedByLayers("Lab", "App")
          .whereLayer("Node")
          .mayOnlyBeAccessedByLayers("Streams", "Gateway", "Lab", "App")
          .whereLayer("Index")
          .mayOnlyBeAccessedByLayers("Node", "Lab", "App")
          .whereLayer("Ranker")
          .mayOnlyBeAccessedByLayers("Node", "Streams", "Gateway", "Lab", "App");

  @ArchTest
  static final ArchRule theModelKnowsNoActorsAndDoesNoInputOrOutput =
      noClasses()
          .that()
          .resideInAPackage("reco.model..")
          .should()
          .dependOnClassesThat(
              resideInAnyPackage(
                  "org.apache..",
                  "io..",
                  "com.linecorp..",
                  "java.net..",
                  "java.nio.file..",
                  "java.nio.channels..",
                  "java.sql.."));

  @ArchTest
  static final ArchRule packagesHaveNoCycles =
      slices()
          .matching("reco.(node|streams|gateway|lab|app|ranker|index).(*)..")
          .should()
          .beFreeOfCycles();

  @ArchTest
  static final ArchRule commandsOfActorsAreSealed =
      classes()
          .that()
          .haveSimpleName("Command")
          .and()
          .resideInAPackage("reco.node..")
          .should(beSealed());

  @ArchTest
  static final ArchRule decisionsTakeNoClockAndNoRandomnessOfTheirOwn =
      noClasses()
          .that()
          .resideInAPackage("reco.model..")
          .and()
          .resideOutsideOfPackage("reco.model.sample..")
          .should()
          .callMethod(java.time.Instant.class, "now")
          .orShould()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(System.class, "nanoTime")
          .orShould()
          .callMethod(Math.class, "random")
          .orShould()
          .dependOnClassesThat()
          .haveFullyQualifiedName("java.util.Random")
          .orShould()
          .dependOnClassesThat()
          .haveFullyQualifiedName("java.util.concurrent.ThreadLocalRandom");

  private static ArchCondition<JavaClass> beSealed() {
    return new ArchCondition<>("be sealed") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        events.add(
            new SimpleConditionEvent(
                type, type.reflect().isSealed(), type.getName() + " is sealed"));
      }
    };
  }
}
