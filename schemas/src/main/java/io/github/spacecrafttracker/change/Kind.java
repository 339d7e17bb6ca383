package io.github.spacecrafttracker.change;

/** The kind of a change. Each kind has its own topic. */
public enum Kind {
    IN_SPACE("in-space", "in_space"),
    STATUS("status", "status"),
    COUNTS("counts", "counts"),
    CATALOGUE("catalogue", "catalogue"),
    DETAILS("details", "details");

    private final String topicSuffix;
    private final String idPart;

    Kind(String topicSuffix, String idPart) {
        this.topicSuffix = topicSuffix;
        this.idPart = idPart;
    }

    /** Returns the last part of the topic's name, after {@code .changes.} */
    public String topicSuffix() {
        return topicSuffix;
    }

    /** Returns the name of this kind in {@code ce_id}. */
    public String idPart() {
        return idPart;
    }
}
