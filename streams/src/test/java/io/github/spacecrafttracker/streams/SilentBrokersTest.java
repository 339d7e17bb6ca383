package io.github.spacecrafttracker.streams;

import static io.github.spacecrafttracker.testkit.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.spacecrafttracker.embedded.broker.EmbeddedBroker;
import io.github.spacecrafttracker.json.Json;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;

/** Tests an instance whose brokers do not respond. Proves docs/guarantees.md#g7. */
class SilentBrokersTest extends ServiceTestBase {

    private final HttpClient client = HttpClient.newHttpClient();

    @Test
    void an_instance_still_serves_requests_and_reports_that_no_broker_responds() throws Exception {
        log.sweep();
        await().untilAsserted(() -> assertThat(ready().body()).isEqualTo("{\"status\":\"ready\"}"));

        broker.close();

        await().untilAsserted(() -> assertThat(notes()).contains("no broker has responded for"));
        assertThat(ready().statusCode()).isEqualTo(200);
        assertThat(get(service.port(), "/2.3.0/spacecraft/").statusCode()).isEqualTo(200);

        broker = EmbeddedBroker.start(directory.resolve("broker"), broker.port());

        await().untilAsserted(() -> assertThat(notes()).doesNotContain("no broker has responded"));
    }

    private String notes() throws Exception {
        return Json.MAPPER.readTree(ready().body()).path("notes").toString();
    }

    private HttpResponse<String> ready() throws Exception {
        return get(service.managementPort(), "/health/ready");
    }

    private HttpResponse<String> get(int port, String path) throws Exception {
        return client.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                        .build(),
                BodyHandlers.ofString());
    }
}
