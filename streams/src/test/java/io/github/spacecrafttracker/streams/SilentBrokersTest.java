package io.github.spacecrafttracker.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.spacecrafttracker.embedded.broker.EmbeddedBroker;
import io.github.spacecrafttracker.json.Json;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** An instance whose brokers are away. */
class SilentBrokersTest extends OnService {
    private static final Duration LONG = Duration.ofSeconds(60);

    private final HttpClient client = HttpClient.newHttpClient();

    @Test
    void it_goes_on_answering_and_says_that_no_broker_does_until_one_is_back() throws Exception {
        log.sweep();
        await().atMost(LONG).untilAsserted(() -> assertThat(ready().body()).isEqualTo("{\"status\":\"ready\"}"));

        broker.close();

        await().atMost(LONG).untilAsserted(() -> assertThat(notes()).contains("no broker has answered for"));
        assertThat(ready().statusCode()).isEqualTo(200);
        assertThat(get(service.port(), "/2.3.0/spacecraft/").statusCode()).isEqualTo(200);

        broker = EmbeddedBroker.start(folder.resolve("broker"), broker.port());

        await().atMost(LONG).untilAsserted(() -> assertThat(notes()).doesNotContain("no broker has answered"));
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
