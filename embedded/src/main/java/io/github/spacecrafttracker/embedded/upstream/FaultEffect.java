package io.github.spacecrafttracker.embedded.upstream;

import java.util.List;
import java.util.function.UnaryOperator;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The way of a request through the stub, as a fault bends it.
 *
 * @param gate what it waits for first
 * @param selection what becomes of the rows that a list is paged from
 * @param late by how many rows its page begins late
 * @param document what becomes of the page or the object
 * @param reply what becomes of the reply that carries it
 */
record FaultEffect(
        Gate gate,
        UnaryOperator<List<ObjectNode>> selection,
        int late,
        UnaryOperator<ObjectNode> document,
        UnaryOperator<Reply> reply) {

    /** What a request waits for. */
    interface Gate {
        void pass() throws InterruptedException;
    }

    static final FaultEffect STRAIGHT =
            new FaultEffect(() -> {}, UnaryOperator.identity(), 0, UnaryOperator.identity(), UnaryOperator.identity());

    static FaultEffect gate(Gate gate) {
        return new FaultEffect(gate, STRAIGHT.selection, 0, STRAIGHT.document, STRAIGHT.reply);
    }

    static FaultEffect selection(UnaryOperator<List<ObjectNode>> change) {
        return new FaultEffect(STRAIGHT.gate, change, 0, STRAIGHT.document, STRAIGHT.reply);
    }

    static FaultEffect late(int rows) {
        return new FaultEffect(STRAIGHT.gate, STRAIGHT.selection, rows, STRAIGHT.document, STRAIGHT.reply);
    }

    static FaultEffect document(UnaryOperator<ObjectNode> change) {
        return new FaultEffect(STRAIGHT.gate, STRAIGHT.selection, 0, change, STRAIGHT.reply);
    }

    /** The rows of a page, or a single object as the only one; as many of them from the first on. */
    static FaultEffect firstRows(int atMost, UnaryOperator<ObjectNode> change) {
        return document(document -> {
            if (!(document.path("results") instanceof ArrayNode results)) {
                return change.apply(document);
            }
            for (int index = 0; index < Math.min(atMost, results.size()); index++) {
                results.set(index, change.apply(results.required(index).asObject()));
            }
            return document;
        });
    }

    static FaultEffect reply(UnaryOperator<Reply> change) {
        return new FaultEffect(STRAIGHT.gate, STRAIGHT.selection, 0, STRAIGHT.document, change);
    }

    FaultEffect then(FaultEffect next) {
        Gate both = () -> {
            gate.pass();
            next.gate.pass();
        };
        return new FaultEffect(
                both,
                rows -> next.selection.apply(selection.apply(rows)),
                late + next.late,
                made -> next.document.apply(document.apply(made)),
                sent -> next.reply.apply(reply.apply(sent)));
    }
}
