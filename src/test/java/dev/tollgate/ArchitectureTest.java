package dev.tollgate;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.core.domain.properties.CanBeAnnotated.Predicates.metaAnnotatedWith;
import static com.tngtech.archunit.lang.conditions.ArchPredicates.are;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.security.Authenticated;
import io.quarkus.security.PermissionsAllowed;
import jakarta.annotation.security.PermitAll;
import jakarta.inject.Inject;
import jakarta.persistence.Entity;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.lang.annotation.Annotation;
import java.time.Clock;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.NullMarked;

/** What the packages may know of each other. ArchUnit fails a rule that no class is subject to, so none of them can be vacuous. */
@AnalyzeClasses(packages = "dev.tollgate", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String LIFECYCLE = "dev.tollgate.lifecycle..";
    private static final String LEDGER = "dev.tollgate.ledger..";
    /** Packages that keep books of their own beside the record: positions and checkpoints, deliveries and leases, arrivals. */
    private static final String[] BOOKKEEPERS = {
        "dev.tollgate.seal..", "dev.tollgate.notify..", "dev.tollgate.intake.channel.."
    };

    private static final String PLATFORM = "dev.tollgate.platform..";
    private static final String DEV = "dev.tollgate.dev..";

    private static final Set<String> WRITES = Set.of(
            "persist",
            "persistAndFlush",
            "merge",
            "remove",
            "insert",
            "upsert",
            "update",
            "delete",
            "deleteAll",
            "deleteById",
            "flush",
            "execute",
            "executeUpdate",
            "executeLargeUpdate",
            "executeBatch",
            "executeLargeBatch");

    @ArchTest
    static final ArchRule LIFECYCLE_IS_PLAIN_JAVA = classes()
            .that()
            .resideInAPackage(LIFECYCLE)
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("java..", "org.jspecify..", LIFECYCLE)
            .because("the rules are to be read, tested and replayed without a framework");

    @ArchTest
    static final ArchRule LIFECYCLE_DOES_NO_IO = noClasses()
            .that()
            .resideInAPackage(LIFECYCLE)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "java.io..",
                    "java.net..",
                    "java.nio.file..",
                    "java.nio.channels..",
                    "java.sql..",
                    "java.util.concurrent..")
            .because("the same state, command and facts give the same ruling, on any machine and at any time");

    @ArchTest
    static final ArchRule LIFECYCLE_HAS_NO_CLOCK_AND_NO_CHANCE = noClasses()
            .that()
            .resideInAPackage(LIFECYCLE)
            .should()
            .accessTargetWhere(are(clockOrChance()))
            .because("time and new ids are facts that the caller brings, else no log could be folded again");

    @ArchTest
    static final ArchRule PLATFORM_KNOWS_NO_FEATURE = noClasses()
            .that()
            .resideInAPackage(PLATFORM)
            .should()
            .dependOnClassesThat(are(resideInAPackage("dev.tollgate.."))
                    .and(resideOutsideOfPackages(PLATFORM, LIFECYCLE, "dev.tollgate.access..")))
            .because("every feature stands on it");

    @ArchTest
    static final ArchRule FEATURES_HAVE_NO_CYCLES = slices().matching("dev.tollgate.(*)..")
            .should()
            .beFreeOfCycles()
            .because("a feature that is read, changed or taken out should not bring all others along");

    @ArchTest
    static final ArchRule FEATURES_READ_THROUGH_ENTITIES = noClasses()
            .that()
            .resideOutsideOfPackages(LEDGER, PLATFORM, DEV, "dev.tollgate.insight..")
            .and()
            .resideOutsideOfPackages(BOOKKEEPERS)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.sql..", "javax.sql..", "io.agroal..")
            .because("a list that is read in one way everywhere is paged, filtered and explained in one way");

    @ArchTest
    static final ArchRule ONLY_THE_LEDGER_WRITES = noClasses()
            .that()
            .resideOutsideOfPackages(LEDGER, DEV)
            .and()
            .resideOutsideOfPackages(BOOKKEEPERS)
            .should()
            .accessTargetWhere(are(writesOfAPersistenceApi()))
            .because("read tables are a fold of the log, and whatever else wrote them would not be in it");

    @ArchTest
    static final ArchRule ENTITIES_ARE_READ_ONLY = classes()
            .that()
            .areAnnotatedWith(Entity.class)
            .should()
            .beAnnotatedWith(Immutable.class)
            .because("a changed field must not find its way into a read table when a transaction ends");

    @ArchTest
    static final ArchRule ENDPOINTS_SAY_WHO_MAY_CALL_THEM = methods()
            .that(are(metaAnnotatedWith(HttpMethod.class)))
            .should(sayWhoMayCallThem())
            .because("an endpoint that forgets its permission is open to whoever finds it");

    @ArchTest
    static final ArchRule RESOURCES_ARE_PACKAGE_PRIVATE = classes()
            .that()
            .areAnnotatedWith(Path.class)
            .should()
            .bePackagePrivate()
            .andShould()
            .haveSimpleNameEndingWith("Resource")
            .because("HTTP is the only way to call a resource");

    @ArchTest
    static final ArchRule NAMES_SAY_SOMETHING = noClasses()
            .should()
            .haveNameMatching(".*(Service|Manager|Helper|Impl|Utils?)")
            .because("such a name says that a class is there, and not what it is for");

    @ArchTest
    static final ArchRule NOTHING_IS_INJECTED_INTO_FIELDS = noFields()
            .should()
            .beAnnotatedWith(Inject.class)
            .orShould()
            .beAnnotatedWith(ConfigProperty.class)
            .because("what a class needs stands in its constructor");

    @ArchTest
    static final ArchRule PACKAGES_ARE_NULL_MARKED = classes()
            .should(resideInANullMarkedPackage())
            .because("absence is to be written down, and the compiler is to check it");

    private static DescribedPredicate<JavaAccess<?>> clockOrChance() {
        return describe("a clock or a source of chance", access -> {
            AccessTarget target = access.getTarget();
            JavaClass owner = target.getOwner();
            boolean ofTime = owner.getPackageName().equals("java.time")
                    && target.getName().equals("now");
            boolean ofSystem = owner.isEquivalentTo(System.class)
                    && Set.of("currentTimeMillis", "nanoTime", "getProperty", "getenv")
                            .contains(target.getName());
            boolean ofIds = owner.isEquivalentTo(UUID.class) && target.getName().equals("randomUUID");
            boolean ofChance = Stream.of(Clock.class, Random.class, RandomGenerator.class, Math.class)
                    .filter(type -> type != Math.class || target.getName().equals("random"))
                    .anyMatch(owner::isAssignableTo);
            return ofTime || ofSystem || ofIds || ofChance;
        });
    }

    private static DescribedPredicate<JavaAccess<?>> writesOfAPersistenceApi() {
        DescribedPredicate<JavaClass> api = resideInAnyPackage(
                        "java.sql..", "jakarta.persistence..", "org.hibernate..", "io.quarkus.hibernate..")
                .or(assignableTo(PanacheRepositoryBase.class));
        return describe(
                "a write of a persistence API",
                access -> WRITES.contains(access.getTarget().getName())
                        && api.test(access.getTarget().getOwner()));
    }

    private static ArchCondition<JavaMethod> sayWhoMayCallThem() {
        return new ArchCondition<>("carry @PermissionsAllowed, @PermitAll or @Authenticated") {
            @Override
            public void check(JavaMethod method, ConditionEvents events) {
                boolean said = saysIt(method, PermissionsAllowed.class)
                        || saysIt(method, PermitAll.class)
                        || saysIt(method, Authenticated.class);
                events.add(
                        new SimpleConditionEvent(method, said, method.getDescription() + " says not who may call it"));
            }

            private boolean saysIt(JavaMethod method, Class<? extends Annotation> annotation) {
                return method.isAnnotatedWith(annotation) || method.getOwner().isAnnotatedWith(annotation);
            }
        };
    }

    private static ArchCondition<JavaClass> resideInANullMarkedPackage() {
        return new ArchCondition<>("reside in a @NullMarked package") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                boolean marked = type.getPackage()
                        .tryGetPackageInfo()
                        .filter(info -> info.isAnnotatedWith(NullMarked.class))
                        .isPresent();
                events.add(new SimpleConditionEvent(
                        type, marked, type.getName() + " is in a package without @NullMarked"));
            }
        };
    }
}
