package io.github.spacecrafttracker.poller.ll2;

import java.net.URI;

/** A request to Launch Library 2 (docs/ll2-contract.md#requests). */
public sealed interface Request {
    /** Returns the part after the base URL. */
    String pathAndQuery();

    /**
     * Returns the whole URL, without the token.
     *
     * @param baseUrl without a slash at its end
     */
    default URI url(URI baseUrl) {
        return URI.create(baseUrl + pathAndQuery());
    }

    /**
     * One page of a list of spacecraft. It is ordered by id, because Launch Library 2 has no
     * default order and the pages of an unordered list hide rows.
     */
    sealed interface Page extends Request {
        /** The largest page that Launch Library 2 serves. */
        int LIMIT = 100;

        /** Returns the number of rows before this page. */
        long offset();

        /**
         * Returns the number of requests that read a list of {@code rows} rows, at least one.
         * Consecutive pages overlap by a row.
         */
        static int count(int rows) {
            var step = LIMIT - 1;
            return Math.max(1, (rows - 1 + step - 1) / step);
        }
    }

    /**
     * A page of the list of all spacecraft.
     *
     * @param mode {@code normal} or {@code detailed}
     */
    record AllSpacecraft(long offset, String mode) implements Page {
        @Override
        public String pathAndQuery() {
            return "/spacecraft/?limit=" + LIMIT + "&mode=" + mode + "&offset=" + offset + "&ordering=id";
        }
    }

    /**
     * A page of the list of the spacecraft in space.
     *
     * @param mode {@code normal} or {@code detailed}
     */
    record SpacecraftInSpace(long offset, String mode) implements Page {
        @Override
        public String pathAndQuery() {
            return "/spacecraft/?in_space=true&limit=" + LIMIT + "&mode=" + mode + "&offset=" + offset + "&ordering=id";
        }
    }

    /**
     * The page of one spacecraft.
     *
     * @param mode of the snapshot: {@code normal} or {@code detailed}. The reply is always detailed
     */
    record OneSpacecraft(long id, String mode) implements Request {
        @Override
        public String pathAndQuery() {
            return "/spacecraft/" + id + "/";
        }

        /** Returns whether the reply has to be reduced to the fields of a list row. */
        boolean isProjected() {
            return mode.equals("normal");
        }
    }
}
