package io.github.spacecrafttracker.embedded.upstream;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** An immutable snapshot of all spacecraft by id; each change returns a new catalogue. */
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

    /** Returns the rows that match the filters, in order. They are not copies. */
    List<ObjectNode> select(QueryParameters query) {
        List<ObjectNode> selected = new ArrayList<>();
        for (ObjectNode row : rows.values()) {
            if (query.inSpace().map(wanted -> isInSpace(row) == wanted).orElse(true)) {
                selected.add(row);
            }
        }
        selected.sort(query.order());
        return selected;
    }

    /**
     * Returns one page of a selection.
     *
     * @param shift the number of rows that the page skips by mistake, which its links do not
     *     reflect
     */
    static ObjectNode page(List<ObjectNode> selection, QueryParameters query, int shift, String listUrl) {
        int limit = query.limit();
        int offset = query.offset();
        ObjectNode page = ExactJson.MAPPER.createObjectNode();
        page.put("count", selection.size());
        page.put("next", offset + limit < selection.size() ? link(listUrl, query, offset + limit) : null);
        page.put("previous", offset > 0 ? link(listUrl, query, offset - limit) : null);
        ArrayNode results = page.putArray("results");
        selection.stream()
                .skip((long) offset + shift)
                .limit(limit)
                .map(ObjectNode::deepCopy)
                .forEach(results::add);
        return page;
    }

    private static String link(String listUrl, QueryParameters query, int offset) {
        QueryParameters limited = query.with("limit", query.limit());
        return listUrl + "?" + (offset > 0 ? limited.with("offset", offset) : limited.without("offset")).encoded();
    }

    private static boolean isInSpace(ObjectNode row) {
        return row.path("in_space").asBoolean(false);
    }

    private static long idOf(ObjectNode row) {
        return row.required("id").longValue();
    }
}
