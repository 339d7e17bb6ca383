package io.github.spacecrafttracker.local;

import static io.github.spacecrafttracker.testkit.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.spacecrafttracker.embedded.JavaProcess;
import io.github.spacecrafttracker.embedded.broker.ServerCertificate;
import io.github.spacecrafttracker.service.lifecycle.ExitCode;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A wrong password or certificate stops a service with one readable log line and the exit code
 * {@link ExitCode#START}.
 */
class AuthenticationFailureTest {

    @TempDir
    private static Path directory;

    private static final Class<?> POLLER = io.github.spacecrafttracker.poller.Main.class;

    private static SecuredKafka kafka;
    private static ServerCertificate untrusted;
    private static TlsServer expired;

    @BeforeAll
    static void start() throws Exception {
        kafka = SecuredKafka.start(directory);
        untrusted = ServerCertificate.make(directory.resolve("untrusted"), 30, 10);
        expired = TlsServer.with(untrusted);
    }

    @AfterAll
    static void stop() throws Exception {
        expired.close();
        kafka.close();
    }

    @ParameterizedTest
    @ValueSource(
            classes = {io.github.spacecrafttracker.poller.Main.class, io.github.spacecrafttracker.streams.Main.class})
    void a_wrong_password_stops_the_service_and_the_password_is_not_logged(Class<?> service) throws Exception {
        assertThat(failure(service, kafka.environment("poller", "not-the-password")))
                .contains("cannot authenticate", "KAFKA_SASL_*", "invalid credentials");
    }

    @Test
    void a_certificate_from_an_untrusted_authority_is_reported() throws Exception {
        assertThat(failure(POLLER, kafka.trusting(untrusted)))
                .contains("cannot authenticate", "KAFKA_SSL_*", "SSL handshake failed", "PKIX path");
    }

    @Test
    void an_expired_certificate_is_reported_with_its_expiry() throws Exception {
        assertThat(failure(POLLER, expired.environment()))
                .contains("cannot authenticate", "KAFKA_SSL_*", "SSL handshake failed", "NotAfter");
    }

    /** Runs a service until it fails, and returns the line that states the reason. */
    private static String failure(Class<?> service, Map<String, String> settings) throws Exception {
        try (var process = JavaProcess.start(ServiceJvm.of(service, "192m", settings))) {
            await().until(() -> !process.isAlive());
            assertThat(process.exitValue()).as(process.output()::toString).isEqualTo(ExitCode.START.code());
            await().until(() -> process.output().stream().anyMatch(line -> line.contains(" ERROR   ")));
            // Kafka's client may log an error first.
            assertThat(process.output())
                    .hasSizeLessThanOrEqualTo(3)
                    .allMatch(line -> line.contains(" ERROR "))
                    .noneMatch(line -> line.contains("not-the-password"));
            return process.output().get(process.output().size() - 1);
        }
    }
}
