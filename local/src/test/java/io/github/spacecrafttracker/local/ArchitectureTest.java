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

/** Dependencies point along the data flow, and only the outer packages do I/O. */
class ArchitectureTest {
    private static final String ROOT = "io.github.spacecrafttracker";
    private static final String[] SCHEMAS =
            packages("change", "poll", "snapshot", "topic", "deadletter", "contract", "json");
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .withImportOption(location -> !location.contains("/bench/"))
            .importPackages(ROOT);

    /**
     * The packages of a service that may read a clock or start a thread. All other packages receive
     * a clock or values as arguments.
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

    /** The packages without I/O and side effects. */
    private static final String[] PURE =
            packages("poller.schedule", "poller.evaluate", "streams.query", "streams.history");

    @Test
    void packages_do_not_depend_on_each_other_in_cycles() {
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
    void only_local_mode_uses_the_embedded_broker_and_the_stub() {
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
    void the_contracts_depend_on_no_other_module_and_perform_no_io() {
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
    void only_outer_packages_read_clocks_and_start_threads() {
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
    void packages_without_io_use_neither_clients_nor_servers(String library) {
        noClasses()
                .that()
                .resideInAnyPackage(PURE)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library)
                .check(CLASSES);
    }

    private static DescribedPredicate<JavaAccess<?>> readsAClockOrStartsAThread() {
        return DescribedPredicate.describe("reads a clock or creates a thread", access -> {
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
