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

/** What an operator sees of a password or a certificate that is wrong: one line, and an end that says that something outside is at fault. */
class RefusedConnectionTest {

    @TempDir
    private static Path folder;

    private static final Class<?> POLLER = io.github.spacecrafttracker.poller.Main.class;

    private static SecuredKafka kafka;
    private static ServerCertificate stranger;
    private static TlsServer expired;

    @BeforeAll
    static void start() throws Exception {
        kafka = SecuredKafka.start(folder);
        stranger = ServerCertificate.make(folder.resolve("stranger"), 30, 10);
        expired = TlsServer.with(stranger);
    }

    @AfterAll
    static void stop() throws Exception {
        expired.close();
        kafka.close();
    }

    @ParameterizedTest
    @ValueSource(
            classes = {io.github.spacecrafttracker.poller.Main.class, io.github.spacecrafttracker.streams.Main.class})
    void a_wrong_password_is_told_and_not_repeated(Class<?> service) throws Exception {
        assertThat(howItEnds(service, kafka.environment("poller", "not-the-password")))
                .contains("cannot authenticate", "KAFKA_SASL_*", "invalid credentials");
    }

    @Test
    void a_certificate_of_an_authority_that_is_not_trusted_is_told() throws Exception {
        assertThat(howItEnds(POLLER, kafka.trusting(stranger)))
                .contains("cannot authenticate", "KAFKA_SSL_*", "SSL handshake failed", "PKIX path");
    }

    @Test
    void a_certificate_that_has_expired_is_told_with_the_time() throws Exception {
        assertThat(howItEnds(POLLER, expired.environment()))
                .contains("cannot authenticate", "KAFKA_SSL_*", "SSL handshake failed", "NotAfter");
    }

    /** The one line that says why. */
    private static String howItEnds(Class<?> service, Map<String, String> settings) throws Exception {
        var builder = JavaProcess.running(service, "192m").redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.matches("(KAFKA|LL2|HTTP|TOPIC)_.*"));
        builder.environment().putAll(settings);
        try (var process = JavaProcess.start(builder)) {
            await().until(() -> !process.isAlive());
            assertThat(process.exitValue()).as(process.output()::toString).isEqualTo(ExitCode.START.code());
            await().until(() -> process.output().stream().anyMatch(line -> line.contains(" ERROR   ")));
            // Before it Kafka's own client may have complained, in a line too.
            assertThat(process.output())
                    .hasSizeLessThanOrEqualTo(3)
                    .allMatch(line -> line.contains(" ERROR "))
                    .noneMatch(line -> line.contains("not-the-password"));
            return process.output().get(process.output().size() - 1);
        }
    }
}
