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

/** Tests times, ages, images and notices as the templates render them. */
class FragmentsTest {
    private static final HtmlPages PAGES = new HtmlPages("");
    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
    private static final ImageHosts HOSTS = new ImageHosts(List.of("images.example"));

    @ParameterizedTest
    @CsvSource({
        "ENTERED_SPACE, true,  'entered space 24 Nov 2026, 10:38 UTC ± 3 min, between 24 Nov 2026, 10:36:03 UTC and 24 Nov 2026, 10:40:05 UTC'",
        "APPEARED,      true,  'already in space when first observed on 24 Nov 2026, 10:40 UTC'",
        "REAPPEARED,    true,  'already in space when it returned to the catalogue on 24 Nov 2026, 10:40 UTC'",
        "LEFT_SPACE,    false, the time of entry is not available yet",
        ",              false, the time of entry is not available yet",
    })
    void the_time_of_entry_is_stated_if_the_entry_was_observed(
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

        assertThat(html("web/spaceEntry.jte", transition).replaceAll("<[^>]*>", ""))
                .isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "PT15M,   PT6H,   false, false",
        "PT15M1S, PT6H,   true,  false",
        "PT15M,   PT6H1S, false, true",
    })
    void old_data_is_marked(Duration inSpace, Duration all, boolean warnsAboutInSpace, boolean warnsAboutAll) {
        var html = html("web/dataNotice.jte", new DataNotice.Lists(false, NOW, NOW.minus(inSpace), NOW.minus(all)));

        assertThat(html.contains("The list of spacecraft in space was last confirmed"))
                .isEqualTo(warnsAboutInSpace);
        assertThat(html.contains("The list of all spacecraft was last confirmed"))
                .isEqualTo(warnsAboutAll);
        assertThat(html.contains("<span data-age-of=")).isEqualTo(warnsAboutInSpace || warnsAboutAll);
        assertThat(html).doesNotContain("Simulated data");
    }

    @Test
    void simulated_data_is_marked_on_every_page() {
        assertThat(List.of(
                        new DataNotice.Lists(true, NOW, NOW, NOW),
                        new DataNotice.OneSpacecraft(true, NOW, NOW),
                        new DataNotice.NotReady(true, "no sweep has been completed yet")))
                .allSatisfy(notice ->
                        assertThat(html("web/dataNotice.jte", notice)).contains("<strong>Simulated data:</strong>"));
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
    void only_images_from_allowed_hosts_are_shown(String url, boolean isShown) {
        var image = JsonMapper.shared().createObjectNode().put("thumbnail_url", url);

        assertThat(SpacecraftView.Image.of(image, HOSTS).isPresent()).isEqualTo(isShown);
    }

    @Test
    void an_image_is_loaded_lazily_and_has_its_title_credit_and_licence() {
        var image = JsonMapper.shared()
                .readTree(
                        "{\"image_url\":\"https://images.example/a.jpeg\",\"name\":\"A \\\"dock\\\"ing\",\"credit\":\"<b>NASA\","
                                + "\"license\":{\"name\":\"CC BY\",\"link\":\"https://licence.example/\"}}");

        assertThat(html("web/image.jte", SpacecraftView.Image.of(image, HOSTS)))
                .contains("src=\"https://images.example/a.jpeg\" alt=\"A &#34;dock&#34;ing\" loading=\"lazy\"")
                .contains("Picture: &lt;b&gt;NASA, <a rel=\"noreferrer\" href=\"https://licence.example/\">CC BY</a>");
    }

    @Test
    void no_image_is_shown_if_upstream_has_none() {
        var mapper = JsonMapper.shared();
        assertThat(List.of("null", "{}", "[]", "\"https://images.example/a.jpeg\"", "{\"thumbnail_url\":7}"))
                .allSatisfy(json -> assertThat(SpacecraftView.Image.of(mapper.readTree(json), HOSTS))
                        .isEmpty());
    }

    private static String html(String template, Object view) {
        return new String(PAGES.render(template, view), UTF_8);
    }
}
