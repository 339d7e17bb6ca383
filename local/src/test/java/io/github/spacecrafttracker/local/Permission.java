package io.github.spacecrafttracker.local;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/** A line of {@code ops/kafka/acls.txt}, which lists the permissions that operators grant. */
record Permission(String user, String operation, String resource, String pattern, String name) {
    private static final Pattern SPACES = Pattern.compile(" +");
    private static final Pattern INNER_CAPITAL = Pattern.compile("(?<=[a-z])(?=[A-Z])");

    static List<Permission> all() throws IOException {
        return Files.readAllLines(Repository.file("ops/kafka/acls.txt")).stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(Permission::of)
                .toList();
    }

    static Permission of(String line) {
        var words = SPACES.split(line, -1);
        if (words.length != 5) {
            throw new IllegalArgumentException("Expected a permission of five words but got: " + line);
        }
        return new Permission(words[0], words[1], words[2], words[3], words[4]);
    }

    /**
     * Returns the permission that this one implies. A test grants the implied permission instead,
     * so that only the lack of this permission itself can cause a failure.
     */
    List<Permission> implied() {
        return operation.equals("Read") || operation.equals("Write")
                ? List.of(new Permission(user, "Describe", resource, pattern, name))
                : List.of();
    }

    AclBinding bindingFor(String prefix) {
        return new AclBinding(
                new ResourcePattern(
                        ResourceType.fromString(constant(resource)),
                        name.replace("PREFIX", prefix),
                        PatternType.fromString(constant(pattern))),
                new AccessControlEntry(
                        "User:" + user, "*", AclOperation.fromString(constant(operation)), AclPermissionType.ALLOW));
    }

    @Override
    public String toString() {
        return String.join(" ", user, operation, resource, pattern, name);
    }

    private static String constant(String word) {
        return INNER_CAPITAL.matcher(word).replaceAll("_").toUpperCase(Locale.ROOT);
    }
}
