package io.github.spacecrafttracker.embedded.upstream;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** All spacecraft as they are at one moment, by id. Never changed: a change is another catalogue. */
record Catalogue(Map<Long, ObjectNode> rows) {
    static final Catalogue EMPTY = new Catalogue(Map.of());

    static Catalogue of(Collection<ObjectNode> rows) {
        Map<Long, ObjectNode> byId = new TreeMap<>();
        rows.forEach(row -> byId.put(idOf(row), row.deepCopy()));
        return new Catalogue(byId);
    }

    Catalogue with(ObjectNode row) {
        Map<Long, ObjectNode> changed = new TreeMap<>(rows);
        changed.put(idOf(row), row.deepCopy());
        return new Catalogue(changed);
    }

    Catalogue without(long id) {
        Map<Long, ObjectNode> changed = new TreeMap<>(rows);
        changed.remove(id);
        return new Catalogue(changed);
    }

    Optional<ObjectNode> row(long id) {
        return Optional.ofNullable(rows.get(id)).map(ObjectNode::deepCopy);
    }

    /** The rows that pass the filters, in order: what a list is paged from. They are not copies. */
    List<ObjectNode> select(Parameters asked) {
        List<ObjectNode> selected = new ArrayList<>();
        for (ObjectNode row : rows.values()) {
            if (asked.inSpace().map(wanted -> isInSpace(row) == wanted).orElse(true)) {
                selected.add(row);
            }
        }
        selected.sort(Ordering.of(asked));
        return selected;
    }

    /**
     * One page of a selection.
     *
     * @param late by how many rows the page begins too late, while its links tell nothing of it
     */
    static ObjectNode page(List<ObjectNode> selection, Parameters asked, int late, String listUrl) {
        int limit = asked.limit();
        int offset = asked.offset();
        ObjectNode page = Json.MAPPER.createObjectNode();
        page.put("count", selection.size());
        page.put("next", offset + limit < selection.size() ? link(listUrl, asked, offset + limit) : null);
        page.put("previous", offset > 0 ? link(listUrl, asked, offset - limit) : null);
        ArrayNode results = page.putArray("results");
        selection.stream()
                .skip((long) offset + late)
                .limit(limit)
                .map(ObjectNode::deepCopy)
                .forEach(results::add);
        return page;
    }

    private static String link(String listUrl, Parameters asked, int offset) {
        Parameters limited = asked.with("limit", asked.limit());
        return listUrl + "?" + (offset > 0 ? limited.with("offset", offset) : limited.without("offset")).encoded();
    }

    private static boolean isInSpace(ObjectNode row) {
        return row.path("in_space").asBoolean(false);
    }

    private static long idOf(ObjectNode row) {
        return row.required("id").longValue();
    }
}
