package io.github.spacecrafttracker.local;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Dependencies follow the data, and I/O is only at the edge. */
class ArchitectureTest {
    private static final String ROOT = "io.github.spacecrafttracker";
    private static final String[] SCHEMAS =
            packages("change", "poll", "snapshot", "topic", "deadletter", "contract", "json");
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .withImportOption(location -> !location.contains("/bench/"))
            .importPackages(ROOT);

    /**
     * The parts of a service that may read a clock or start a thread. All others are given a clock,
     * or values.
     */
    private static final String[] WITH_CLOCKS = packages(
            "service.kafka",
            "service.http",
            "service.management",
            "service.lifecycle",
            "poller",
            "poller.ll2",
            "poller.publish",
            "poller.state",
            "poller.election",
            "streams",
            "streams.changelog",
            "streams.runtime",
            "streams.watermark",
            "streams.http.feed");

    /** The parts that take values and return values. */
    private static final String[] PURE =
            packages("poller.schedule", "poller.evaluate", "streams.query", "streams.history");

    @Test
    void packages_have_no_cycles() {
        slices().matching(ROOT + ".(**)").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void the_poller_and_the_streams_service_do_not_depend_on_each_other() {
        noClasses()
                .that()
                .resideInAPackage(ROOT + ".poller..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(ROOT + ".streams..")
                .check(CLASSES);
        noClasses()
                .that()
                .resideInAPackage(ROOT + ".streams..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(ROOT + ".poller..")
                .check(CLASSES);
    }

    @Test
    void only_the_local_run_uses_the_stand_ins() {
        noClasses()
                .that()
                .resideOutsideOfPackages(ROOT + ".embedded..", ROOT + ".local..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(ROOT + ".embedded..", ROOT + ".local..")
                .check(CLASSES);
    }

    @Test
    void the_service_module_does_not_depend_on_spacecraft() {
        noClasses()
                .that()
                .resideInAPackage(ROOT + ".service..")
                .should()
                .dependOnClassesThat(
                        resideInAnyPackage(packages("change", "poll", "snapshot", "deadletter", "contract")))
                .check(CLASSES);
    }

    @Test
    void the_contracts_depend_on_no_other_module_and_do_no_input_or_output() {
        classes()
                .that()
                .resideInAnyPackage(SCHEMAS)
                .should()
                .onlyDependOnClassesThat(
                        resideInAnyPackage(SCHEMAS)
                                .or(resideOutsideOfPackages(
                                        ROOT + "..",
                                        "java.net..",
                                        "java.nio..",
                                        "java.io..",
                                        "org.apache.kafka.clients.."))
                                .or(
                                        nameMatching(
                                                "java\\.net\\.URI|java\\.net\\.URISyntaxException|java\\.nio\\.charset\\..*|java\\.nio\\.ByteBuffer|java\\.io\\.Serializable|java\\.io\\.(Uncheck.*|IO)Exception|java\\.io\\.(ByteArray)?(Input|Output)Stream")))
                .check(CLASSES);
        noClasses()
                .that()
                .resideInAnyPackage(SCHEMAS)
                .should()
                .dependOnClassesThat()
                .belongToAnyOf(Thread.class)
                .check(CLASSES);
    }

    @Test
    void clocks_are_read_and_threads_started_only_at_the_edge() {
        noClasses()
                .that(resideOutsideOfPackages(WITH_CLOCKS)
                        .and(resideOutsideOfPackages(ROOT + ".embedded..", ROOT + ".local..")))
                .should()
                .accessTargetWhere(readsAClockOrStartsAThread())
                .check(CLASSES);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "org.apache.kafka.clients..",
                "org.apache.kafka.streams..",
                "io.javalin..",
                "org.eclipse.jetty..",
                "java.net.http..",
                "java.nio.file.."
            })
    void pure_packages_use_no_client_and_no_server(String library) {
        noClasses()
                .that()
                .resideInAnyPackage(PURE)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library)
                .check(CLASSES);
    }

    private static DescribedPredicate<JavaAccess<?>> readsAClockOrStartsAThread() {
        return DescribedPredicate.describe("a clock is read or a thread is created", access -> {
            var owner = access.getTargetOwner();
            var name = access.getTarget().getName();
            return (isAny(owner, System.class)
                            && Set.of("nanoTime", "currentTimeMillis").contains(name))
                    || (isAny(owner, Instant.class) && name.equals("now"))
                    || (isAny(owner, Clock.class, InstantSource.class) && name.startsWith("system"))
                    || (isAny(owner, Thread.class) && Set.of("<init>", "sleep").contains(name));
        });
    }

    private static boolean isAny(JavaClass found, Class<?>... wanted) {
        return Arrays.stream(wanted).anyMatch(found::isEquivalentTo);
    }

    private static String[] packages(String... names) {
        return Arrays.stream(names).map(name -> ROOT + "." + name).toArray(String[]::new);
    }
}
