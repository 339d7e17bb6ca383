package io.github.spacecrafttracker.streams.query;

/** Which ids a query may name. */
public interface Choices {
    /** While it is not known yet what there is: any. */
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
