package io.github.spacecrafttracker.service.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EnvironmentTest {
    @Test
    void a_setting_that_is_not_set_has_its_fallback() throws InvalidSettingsException {
        var environment = new Environment(Map.of("EMPTY", "", "BLANK", " \t"));

        assertThat(environment.text("TEXT", "fallback")).isEqualTo("fallback");
        assertThat(environment.text("EMPTY", "fallback")).isEqualTo("fallback");
        assertThat(environment.integer("BLANK", 7, 1, 9)).isEqualTo(7);
        assertThat(environment.optionalInteger("WHOLE", 1, 9)).isEmpty();
        assertThat(environment.port("PORT", 8080)).isEqualTo(8080);
        assertThat(environment.path("PATH_", Path.of("here"))).isEqualTo(Path.of("here"));
        assertThat(environment.httpUrl("URL")).isEmpty();
        assertThat(environment.oneOf("MODE", "normal", "normal", "detailed")).isEqualTo("normal");
        assertThat(environment.optional("OPTIONAL")).isEmpty();
        assertThat(environment.secret("EMPTY")).isEmpty();
        assertThat(environment.startingWith("E")).isEmpty();
        environment.check();
    }

    @Test
    void a_value_is_read_without_surrounding_white_space() throws InvalidSettingsException {
        var environment = new Environment(Map.of(
                "TEXT", " text\r",
                "WHOLE", "9",
                "PORT", "0",
                "PATH_", "/data",
                "URL", "https://example.org:8443/2.3.0",
                "MODE", "detailed",
                "TOKEN", "s3cret"));

        assertThat(environment.text("TEXT", "fallback")).isEqualTo("text");
        assertThat(environment.integer("WHOLE", 7, 1, 9)).isEqualTo(9);
        assertThat(environment.optionalInteger("WHOLE", 9, 9)).isEqualTo(OptionalInt.of(9));
        assertThat(environment.port("PORT", 8080)).isZero();
        assertThat(environment.path("PATH_", Path.of("here"))).isEqualTo(Path.of("/data"));
        assertThat(environment.httpUrl("URL")).contains(URI.create("https://example.org:8443/2.3.0"));
        assertThat(environment.oneOf("MODE", "normal", "normal", "detailed")).isEqualTo("detailed");
        assertThat(environment.secret("TOKEN")).contains("s3cret");
        assertThat(environment.startingWith("T")).isEqualTo(Map.of("TEXT", "text", "TOKEN", "s3cret"));
        environment.check();
    }

    @Test
    void all_errors_are_reported_together_each_with_its_remedy() {
        var environment = new Environment(Map.of(
                "WHOLE", "ten",
                "PORT", "65536",
                "URL", "ftp://example.org",
                "MODE", "Detailed",
                "LONG", "x".repeat(5000),
                "LINES", "a\nb"));

        assertThat(environment.integer("WHOLE", 7, 1, 9)).isEqualTo(7);
        assertThat(environment.port("PORT", 8080)).isEqualTo(8080);
        assertThat(environment.httpUrl("URL")).isEmpty();
        assertThat(environment.oneOf("MODE", "normal", "normal", "detailed")).isEqualTo("normal");
        assertThat(environment.optionalInteger("LONG", 1, 9)).isEmpty();
        assertThat(environment.optionalInteger("LINES", 1, 9)).isEmpty();
        environment.addError("A and B exclude each other: remove one");

        assertThatThrownBy(environment::check)
                .isInstanceOfSatisfying(InvalidSettingsException.class, invalid -> assertThat(invalid.errors())
                        .containsExactly(
                                "WHOLE is ten: set it to a whole number from 1 to 9",
                                "PORT is 65536: set it to a whole number from 0 to 65535",
                                "URL is ftp://example.org: set it to a URL such as https://example.org/path, without user name,"
                                        + " query and fragment",
                                "MODE is Detailed: set it to one of normal, detailed",
                                "LONG is " + "x".repeat(100) + "...: set it to a whole number from 1 to 9",
                                "LINES is a b: set it to a whole number from 1 to 9",
                                "A and B exclude each other: remove one"));
    }

    @Test
    void settings_with_the_same_port_are_reported_with_all_other_errors() {
        var environment = new Environment(Map.of("A_PORT", "8081", "C_PORT", "9092", "D_PORT", "9092", "E_PORT", "x"));
        for (var name : List.of("A_PORT", "B_PORT", "C_PORT", "D_PORT", "E_PORT", "F_PORT")) {
            environment.port(name, name.equals("F_PORT") ? 9092 : 8081);
        }

        assertThatThrownBy(environment::check)
                .isInstanceOfSatisfying(
                        InvalidSettingsException.class,
                        invalid -> assertThat(invalid.errors())
                                .containsExactly(
                                        "E_PORT is x: set it to a whole number from 0 to 65535",
                                        "A_PORT and B_PORT are set to the same port, 8081: set each to a different port",
                                        "C_PORT and D_PORT and F_PORT are set to the same port, 9092: set each to a different port"));
    }

    @Test
    void several_ports_may_be_0_and_the_same_setting_may_be_read_twice() throws InvalidSettingsException {
        var environment = new Environment(Map.of("A_PORT", "0", "B_PORT", "0"));

        environment.port("A_PORT", 8081);
        environment.port("B_PORT", 8081);
        environment.port("C_PORT", 8082);
        environment.port("C_PORT", 8082);

        environment.check();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "10", "-1", "1.5", "1e0", "+", "99999999999", "0x5", "nine"})
    void a_number_that_is_invalid_or_out_of_range_is_rejected(String value) {
        var environment = new Environment(Map.of("WHOLE", value));

        assertThat(environment.optionalInteger("WHOLE", 1, 9)).isEmpty();
        assertThatThrownBy(environment::check).isInstanceOf(InvalidSettingsException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "example.org",
                "/2.3.0",
                "http://",
                "http:///path",
                "http://h:99999/",
                "http://h/?a=b",
                "http://h/#a",
                "http://a b/",
                "mailto:a@b.c",
                "http://user:s3cret@h/",
                "http://h/?key=s3cret",
                "http://h/#s3cret",
                "user:s3cret@h"
            })
    void an_invalid_url_is_rejected_and_quoted_only_if_it_cannot_contain_a_password(String value) {
        var environment = new Environment(Map.of("URL", value));

        assertThat(environment.httpUrl("URL")).isEmpty();
        assertThatThrownBy(environment::check)
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessageStartingWith("URL is ")
                .hasMessageNotContaining("s3cret");
    }

    @Test
    void the_effective_settings_contain_all_settings_that_were_read_but_no_secrets() {
        var environment = new Environment(Map.of("TOKEN", "s3cret", "B", "bad", "HOME", "/root", "OPTIONAL", "o"));

        environment.secret("TOKEN");
        environment.secret("OTHER_TOKEN");
        environment.integer("B", 2, 1, 9);
        environment.text("A", "a");
        environment.optional("OPTIONAL");
        environment.optional("ABSENT");

        assertThat(environment.effective()).isEqualTo(Map.of("A", "a", "B", "2", "OPTIONAL", "o", "TOKEN", "(set)"));
        assertThat(environment.effective().toString()).doesNotContain("s3cret");
    }
}
