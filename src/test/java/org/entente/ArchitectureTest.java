package org.entente;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.lang.syntax.elements.GivenClassesConjunction;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The house and who may know whom: packages in their order, and the outside world only where it belongs. */
class ArchitectureTest {
    private static final String ROOT = "org.entente.";

    /** A package may use those before it. */
    private static final List<String> ORDER = List.of(
            "kernel",
            "identity",
            "audit",
            "policy",
            "access",
            "index",
            "catalogue",
            "agreement",
            "consent",
            "rule",
            "records",
            "federation",
            "observatory",
            "stewardship",
            "portal",
            "local");

    private static final Set<String> ASKS_ELASTICSEARCH = Set.of(
            "AnomalyIndex",
            "AnomalySearch",
            "DatasetFacet",
            "DatasetFacets",
            "DatasetFinder",
            "DatasetIndex",
            "DatasetRanking",
            "DatasetTexts",
            "VisibleDatasets",
            "WordWeights");

    private static final Set<String> WRITES_RDF = Set.of(
            "CatalogueDataset", "CatalogueDistribution", "CatalogueDocument", "CatalogueSyntax", "CatalogueTerms");

    private static final Set<String> RUNS_MODELS = Set.of(
            "ModelRunner",
            "Models",
            "ModelThread",
            "LoadedModel",
            "OnnxContent",
            "ProtobufMessage",
            "ModelRefusal",
            "ModelRefusedException");

    private static final JavaClasses HUB = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("org.entente");

    @Test
    void packages_use_only_those_before_them_so_that_there_are_no_cycles() {
        assertThat(HUB).hasSizeGreaterThan(200);
        for (var user : HUB) {
            var allowed = ORDER.subList(0, position(user) + 1);
            assertThat(user.getDirectDependenciesFromSelf().stream()
                            .map(Dependency::getTargetClass)
                            .filter(used -> used.getPackageName().startsWith(ROOT))
                            .filter(used -> !allowed.contains(feature(used)))
                            .map(JavaClass::getName))
                    .as(user.getName())
                    .isEmpty();
        }
    }

    private static int position(JavaClass type) {
        assertThat(ORDER).contains(feature(type));
        return ORDER.indexOf(feature(type));
    }

    private static String feature(JavaClass type) {
        return type.getPackageName().substring(ROOT.length()).split("\\.")[0];
    }

    @Test
    void opa_is_known_to_policy_alone() {
        onlyIn("policy")
                .should()
                .dependOnClassesThat(resideInAnyPackage("com.styra..", "run.endive..", "com.dylibso.."))
                .check(HUB);
    }

    @Test
    void elasticsearch_is_known_to_index_and_to_the_search_of_the_catalogue() {
        noClasses()
                .that(not("index", "local")
                        .and(describe(
                                "do not search the catalogue",
                                type -> !ASKS_ELASTICSEARCH.contains(
                                        outermost(type).getSimpleName()))))
                .should()
                .dependOnClassesThat(resideInAnyPackage("co.elastic..", "org.elasticsearch.."))
                .check(HUB);
    }

    private static JavaClass outermost(JavaClass type) {
        return type.getEnclosingClass().map(ArchitectureTest::outermost).orElse(type);
    }

    @Test
    void rdf_is_known_to_federation_that_reads_it_and_to_the_catalogue_and_the_demo_that_write_it() {
        noClasses()
                .that(not("federation", "local")
                        .and(describe(
                                "do not write the catalogue",
                                type -> !WRITES_RDF.contains(outermost(type).getSimpleName()))))
                .should()
                .dependOnClassesThat(resideInAnyPackage("org.apache.jena.."))
                .check(HUB);
    }

    @Test
    void duckdb_is_known_to_the_one_file_that_it_writes() {
        assertThat(HUB.stream()
                        .filter(type -> type.getDirectDependenciesFromSelf().stream()
                                .anyMatch(used ->
                                        used.getTargetClass().getPackageName().startsWith("org.duckdb")))
                        .map(JavaClass::getSimpleName))
                .containsExactly("ParquetFile");
    }

    @Test
    void kafka_is_known_to_the_observatory_alone() {
        onlyIn("observatory")
                .should()
                .dependOnClassesThat(resideInAnyPackage("org.apache.kafka.."))
                .check(HUB);
    }

    @Test
    void tokens_are_known_to_identity_alone() {
        onlyIn("identity")
                .should()
                .dependOnClassesThat(resideInAnyPackage(
                        "io.quarkus.oidc..", "org.eclipse.microprofile.jwt..", "io.smallrye.jwt..", "org.keycloak.."))
                .check(HUB);
    }

    @Test
    void other_servers_are_called_by_policy_and_federation_by_local_and_for_models_alone() {
        noClasses()
                .that(not("policy", "federation", "local").and(areNot(Set.of("ModelRuns"))))
                .should()
                .dependOnClassesThat(resideInAnyPackage("java.net.http..", "org.apache.hc.."))
                .check(HUB);
    }

    @Test
    void native_code_of_models_is_called_in_their_runner_alone() {
        noClasses()
                .that(areNot(RUNS_MODELS))
                .should()
                .dependOnClassesThat(resideInAnyPackage("ai.onnxruntime.."))
                .check(HUB);
    }

    /** It is started with these classes, the JDK and ONNX Runtime: nothing else is there. */
    @Test
    void the_runner_of_models_knows_nothing_of_the_hub() {
        var own = HUB.that(describe(
                "run models", type -> RUNS_MODELS.contains(outermost(type).getSimpleName())));
        assertThat(own).hasSizeGreaterThanOrEqualTo(RUNS_MODELS.size());
        assertThat(own.stream()
                        .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
                        .map(each -> each.getTargetClass().getBaseComponentType())
                        .filter(used -> !own.contain(used.getName()))
                        .map(JavaClass::getName))
                .allMatch(name -> name.matches("(java\\.|ai\\.onnxruntime\\.|com\\.sun\\.net\\.httpserver\\.).*")
                        || !name.contains("."));
    }

    private static DescribedPredicate<JavaClass> areNot(Set<String> names) {
        return describe(
                "are not " + names, type -> !names.contains(outermost(type).getSimpleName()));
    }

    @Test
    void only_local_starts_processes() {
        onlyIn("local")
                .should()
                .dependOnClassesThat(describe(
                        "are processes",
                        type -> Set.of("java.lang.Process", "java.lang.ProcessBuilder", "java.lang.ProcessHandle")
                                .contains(type.getName())))
                .orShould()
                .callMethod(Runtime.class, "exec", String[].class)
                .check(HUB);
    }

    @Test
    void only_local_talks_to_the_terminal_and_nobody_to_the_jdks_logging() {
        onlyIn("local")
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .check(HUB);
        noClasses()
                .should()
                .dependOnClassesThat(resideInAnyPackage("java.util.logging.."))
                .check(HUB);
    }

    /** JTA commits when a checked exception leaves a method, and half a change would stay. */
    @Test
    void a_transaction_whose_method_declares_a_checked_exception_rolls_back_on_it() {
        methods()
                .that()
                .areAnnotatedWith(Transactional.class)
                .should(rollBackOnWhatTheyDeclare())
                .check(HUB);
    }

    private static ArchCondition<JavaMethod> rollBackOnWhatTheyDeclare() {
        return new ArchCondition<>("roll back on every exception") {
            @Override
            public void check(JavaMethod method, ConditionEvents events) {
                var checked = method.getExceptionTypes().stream()
                        .anyMatch(type -> !type.isAssignableTo(RuntimeException.class));
                var rollsBack = List.of(
                                method.getAnnotationOfType(Transactional.class).rollbackOn())
                        .contains(Exception.class);
                events.add(new SimpleConditionEvent(method, rollsBack || !checked, method.getFullName()));
            }
        };
    }

    @Test
    void names_say_what_a_thing_is() {
        noClasses()
                .should()
                .haveNameMatching(".*(Util|Utils|Helper|Manager|Impl)(\\$.*)?")
                .orShould()
                .resideInAnyPackage("..common..", "..util..", "..helper..", "..impl..", "..manager..")
                .check(HUB);
    }

    private static GivenClassesConjunction onlyIn(String... features) {
        return noClasses().that(not(features));
    }

    private static DescribedPredicate<JavaClass> not(String... features) {
        return describe(
                "are not of " + List.of(features), type -> !List.of(features).contains(feature(type)));
    }
}
