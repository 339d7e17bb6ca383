package io.github.spacecrafttracker.streams.query;

/** The ids that a filter may name. */
public interface Choices {
    /** Any id, as long as the catalogue is not known. */
    Choices ANY = new Choices() {
        @Override
        public boolean hasStatus(long id) {
            return true;
        }

        @Override
        public boolean hasConfig(long id) {
            return true;
        }
    };

    boolean hasStatus(long id);

    boolean hasConfig(long id);
}
