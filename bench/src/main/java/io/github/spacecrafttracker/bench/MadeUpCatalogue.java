package io.github.spacecrafttracker.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.spacecrafttracker.embedded.upstream.RecordedSpacecraft;
import io.github.spacecrafttracker.json.Json;
import io.github.spacecrafttracker.snapshot.CanonicalForm;
import io.github.spacecrafttracker.snapshot.UnreadableException;
import java.util.List;
import java.util.Random;
import tools.jackson.databind.node.ObjectNode;

/**
 * Made-up spacecraft of about 2 KB each, modelled on recorded ones. The bytes depend only on the id
 * and the revision.
 */
final class MadeUpCatalogue {
    private static final int IN_SPACE_ONE_OF = 40;
    private static final int A_DAY = 86_400;

    private final List<ObjectNode> recorded = RecordedSpacecraft.all();

    /**
     * Returns one spacecraft in canonical form. Each revision has a longer time in space; an odd
     * revision also has one more flight than the previous one, and in an even revision the
     * spacecraft has entered or left space.
     */
    byte[] spacecraft(long id, int revision) throws UnreadableException {
        var random = new Random(id);
        var object = recorded.get((int) (id % recorded.size())).deepCopy();
        var inSpace = random.nextInt(IN_SPACE_ONE_OF) == 0;
        var flights = random.nextInt(20);
        object.put("id", id)
                .put("url", CanonicalForm.BASE_URL + "/spacecraft/" + id + "/")
                .put("name", object.required("name").stringValue() + " " + id)
                .put("serial_number", "M" + id)
                .put("in_space", inSpace ^ (revision / 2 % 2 == 1))
                .put("flights_count", flights + (revision + 1) / 2 + (inSpace ? 1 : 0))
                .put("mission_ends_count", flights)
                .put("time_in_space", duration(random.nextInt(2000), random.nextInt(A_DAY), revision))
                .put("description", "Made up.");
        return CanonicalForm.of(Json.MAPPER.writeValueAsString(object).getBytes(UTF_8));
    }

    private static String duration(int days, int seconds, int more) {
        return "P" + days + "DT" + (seconds + more) + "S";
    }
}
