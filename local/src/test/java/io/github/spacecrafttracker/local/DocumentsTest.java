package io.github.spacecrafttracker.local;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Links and citations resolve, and the guarantees and their tests refer to each other. */
class DocumentsTest {
    private static final Path ROOT = Repository.file("");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
    private static final Pattern CITATION = Pattern.compile("docs/[\\w/-]+\\.md(?:#[\\w-]+)?");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.+)$");
    private static final Pattern FENCE = Pattern.compile("(?ms)^```.*?^```$");
    private static final Pattern GUARANTEE = Pattern.compile("(?m)^## (G\\d+)$");
    private static final Pattern TEST = Pattern.compile("`(\\w+Test)`");
    private static final Pattern TEST_OPTION = Pattern.compile("-Dtest=(?!NAME\\b)(\\w+)");
    private static final Set<String> TEXT = Set.of("java", "jte", "yml", "json", "sh", "md", "xml", "env", "cjs");

    @Test
    void every_link_between_documents_resolves() throws IOException {
        var broken = new ArrayList<String>();
        for (var document : files(Set.of("md"))) {
            for (var link : matches(LINK, document, 1)) {
                if (!link.contains("://") && !resolves(document.resolveSibling(path(link)), fragment(link), document)) {
                    broken.add(ROOT.relativize(document) + ": " + link);
                }
            }
        }
        assertThat(broken).isEmpty();
    }

    @Test
    void every_citation_resolves() throws IOException {
        var broken = new ArrayList<String>();
        for (var file : files(TEXT)) {
            for (var citation : matches(CITATION, file, 0)) {
                if (!resolves(ROOT.resolve(path(citation)), fragment(citation), file)) {
                    broken.add(ROOT.relativize(file) + ": " + citation);
                }
            }
        }
        assertThat(broken).isEmpty();
    }

    @Test
    void every_guarantee_is_cited_by_a_test() throws IOException {
        var guarantees = anchors(ROOT.resolve("docs/guarantees.md")).stream()
                .filter(anchor -> anchor.matches("g\\d+"))
                .map(anchor -> "docs/guarantees.md#" + anchor)
                .toList();
        var cited = new ArrayList<String>();
        for (var file : files(Set.of("java"))) {
            if (file.toString().contains("/src/test/")) {
                cited.addAll(matches(CITATION, file, 0));
            }
        }
        assertThat(guarantees).isNotEmpty();
        assertThat(cited).containsAll(guarantees);
    }

    @Test
    void every_test_that_a_guarantee_names_cites_that_guarantee() throws IOException {
        var tests = files(Set.of("java"));
        var guarantees = Document.read("docs/guarantees.md");
        for (var guarantee : matches(GUARANTEE, ROOT.resolve("docs/guarantees.md"), 1)) {
            var named = TEST.matcher(String.join("\n", guarantees.section(guarantee)))
                    .results()
                    .map(match -> match.group(1))
                    .toList();
            assertThat(named).as(guarantee).isNotEmpty();
            for (var name : named) {
                assertThat(tests)
                        .as(name)
                        .filteredOn(file -> file.endsWith(name + ".java"))
                        .singleElement()
                        .satisfies(file -> assertThat(matches(CITATION, file, 0))
                                .contains("docs/guarantees.md#" + guarantee.toLowerCase(Locale.ROOT)));
            }
        }
    }

    @Test
    void every_test_that_a_document_names_exists() throws IOException {
        var tests = files(Set.of("java")).stream()
                .map(file -> file.getFileName().toString().replace(".java", ""))
                .collect(toSet());
        for (var document : files(Set.of("md"))) {
            assertThat(tests).as(document.toString()).containsAll(matches(TEST, document, 1));
            assertThat(tests).as(document.toString()).containsAll(matches(TEST_OPTION, document, 1));
        }
    }

    @Test
    void the_readme_has_at_most_200_lines() {
        assertThat(Document.read("README.md").lines()).hasSizeLessThanOrEqualTo(200);
    }

    private static boolean resolves(Path target, String fragment, Path from) throws IOException {
        var file = target.equals(from.resolveSibling("")) ? from : target.normalize();
        return Files.exists(file) && (fragment.isEmpty() || anchors(file).contains(fragment));
    }

    private static String path(String link) {
        return link.contains("#") ? link.substring(0, link.indexOf('#')) : link;
    }

    private static String fragment(String link) {
        return link.contains("#") ? link.substring(link.indexOf('#') + 1) : "";
    }

    /** Returns the anchors of the headings, as Git hosts derive them. */
    private static Set<String> anchors(Path document) throws IOException {
        return HEADING.matcher(FENCE.matcher(Files.readString(document)).replaceAll(""))
                .results()
                .map(match -> match.group(1))
                .map(heading -> heading.toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\w -]", "")
                        .replace(' ', '-'))
                .collect(toSet());
    }

    private static List<String> matches(Pattern pattern, Path file, int group) throws IOException {
        return pattern.matcher(Files.readString(file))
                .results()
                .map((MatchResult match) -> match.group(group))
                .toList();
    }

    private static List<Path> files(Set<String> extensions) throws IOException {
        try (Stream<Path> all = Files.walk(ROOT)) {
            return all.filter(Files::isRegularFile)
                    .filter(file -> !file.toString().contains("/target/")
                            && !file.toString().contains("/.git/"))
                    .filter(file ->
                            extensions.contains(file.getFileName().toString().replaceAll(".*\\.", "")))
                    .toList();
        }
    }
}
