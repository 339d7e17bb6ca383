package io.github.spacecrafttracker.streams.http.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.spacecrafttracker.change.ChangeType;
import io.github.spacecrafttracker.snapshot.Spacecraft;
import io.github.spacecrafttracker.streams.changelog.Transition;
import io.github.spacecrafttracker.streams.http.HtmlPages;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

/** How times, ages, pictures and what is said of the data are told. */
class FragmentsTest {
    private static final HtmlPages PAGES = new HtmlPages("");
    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
    private static final ImageHosts HOSTS = new ImageHosts(List.of("images.example"));

    @ParameterizedTest
    @CsvSource({
        "ENTERED_SPACE, true,  'since between 24 Nov 2026, 10:36 UTC and 24 Nov 2026, 10:40 UTC'",
        "APPEARED,      true,  'since before 24 Nov 2026, 10:40 UTC, when it was first seen'",
        "REAPPEARED,    true,  'since before 24 Nov 2026, 10:40 UTC, when it came back'",
        "LEFT_SPACE,    false, in space; since when is being read",
        ",              false, in space; since when is being read",
    })
    void in_space_since_an_entry_that_was_observed_else_since_before_its_first_sight(
            @Nullable ChangeType type, boolean inSpace, String text) {
        var transition = Optional.ofNullable(type)
                .map(known -> new Transition(
                        new Spacecraft(551, "Freedom", null, null, null),
                        known,
                        !inSpace,
                        inSpace,
                        false,
                        Instant.parse("2026-11-24T10:40:05.120Z"),
                        Instant.parse("2026-11-24T10:36:03.870Z"),
                        7));

        assertThat(html("web/since.jte", transition).replaceAll("<[^>]*>", "")).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "-5, less than a minute",
        "59, less than a minute",
        "60, 1 minute",
        "7199, 119 minutes",
        "7200, 2 hours",
        "172799, 47 hours",
        "172800, 2 days"
    })
    void an_age_has_one_unit(long seconds, String age) {
        assertThat(HumanTime.age(NOW.minusSeconds(seconds), NOW)).isEqualTo(age);
    }

    @ParameterizedTest
    @CsvSource({
        "PT15M,   PT6H,   false, false",
        "PT15M1S, PT6H,   true,  false",
        "PT15M,   PT6H1S, false, true",
    })
    void old_data_is_said_to_be_old(Duration inSpace, Duration all, boolean warnsOfSpace, boolean warnsOfAll) {
        var html = html("web/freshness.jte", new Freshness.OfLists(false, NOW, NOW.minus(inSpace), NOW.minus(all)));

        assertThat(html.contains("Who is in space was last known")).isEqualTo(warnsOfSpace);
        assertThat(html.contains("The whole catalogue was last known")).isEqualTo(warnsOfAll);
        assertThat(html).contains("<span data-age-of=").doesNotContain("Made up");
    }

    @Test
    void made_up_data_is_said_to_be_made_up_on_every_page() {
        assertThat(List.of(
                        new Freshness.OfLists(true, NOW, NOW, NOW),
                        new Freshness.OfOne(true, NOW, NOW),
                        new Freshness.NotReady(true, "no complete reading")))
                .allSatisfy(freshness ->
                        assertThat(html("web/freshness.jte", freshness)).contains("<strong>Made up:</strong>"));
    }

    @ParameterizedTest
    @CsvSource({
        "https://images.example/a.jpeg,          true",
        "http://images.example/a.jpeg,           false",
        "https://images.example.evil/a.jpeg,     false",
        "https://images.example:8443/a.jpeg,     false",
        "https://user@images.example/a.jpeg,     false",
        "//images.example/a.jpeg,                false",
        "javascript:alert(1),                    false",
        "https://images.example/a b.jpeg,        false",
        "'',                                     false",
    })
    void a_picture_is_shown_from_the_hosts_of_the_setting_alone(String url, boolean shown) {
        var image = JsonMapper.shared().createObjectNode().put("thumbnail_url", url);

        assertThat(Picture.of(image, HOSTS).isPresent()).isEqualTo(shown);
    }

    @Test
    void a_picture_comes_late_with_its_words_credit_and_licence() {
        var image = JsonMapper.shared()
                .readTree(
                        "{\"image_url\":\"https://images.example/a.jpeg\",\"name\":\"A \\\"dock\\\"ing\",\"credit\":\"<b>NASA\","
                                + "\"license\":{\"name\":\"CC BY\",\"link\":\"https://licence.example/\"}}");

        assertThat(html("web/picture.jte", Picture.of(image, HOSTS)))
                .contains("src=\"https://images.example/a.jpeg\" alt=\"A &#34;dock&#34;ing\" loading=\"lazy\"")
                .contains("Picture: &lt;b&gt;NASA, <a rel=\"noreferrer\" href=\"https://licence.example/\">CC BY</a>");
    }

    @Test
    void no_picture_where_upstream_has_none() {
        var mapper = JsonMapper.shared();
        assertThat(List.of("null", "{}", "[]", "\"https://images.example/a.jpeg\"", "{\"thumbnail_url\":7}"))
                .allSatisfy(json ->
                        assertThat(Picture.of(mapper.readTree(json), HOSTS)).isEmpty());
    }

    private static String html(String template, Object view) {
        return new String(PAGES.render(template, view), UTF_8);
    }
}
