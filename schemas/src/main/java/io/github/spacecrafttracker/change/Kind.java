package io.github.spacecrafttracker.change;

/** What kind of thing a change is about; each has a topic of its own. */
public enum Kind {
    IN_SPACE("in-space", "in_space"),
    STATUS("status", "status"),
    COUNTS("counts", "counts"),
    CATALOGUE("catalogue", "catalogue");

    private final String topicSuffix;
    private final String idPart;

    Kind(String topicSuffix, String idPart) {
        this.topicSuffix = topicSuffix;
        this.idPart = idPart;
    }

    /** What the name of its topic ends with, after {@code .changes.} */
    public String topicSuffix() {
        return topicSuffix;
    }

    /** How it is written inside {@code ce_id}. */
    public String idPart() {
        return idPart;
    }
}
