package io.github.spacecrafttracker.embedded.upstream;

import java.util.List;
import java.util.function.UnaryOperator;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The effects of a fault on the stages of a request.
 *
 * @param gate blocks the request before anything else
 * @param selection changes the rows that match a list request
 * @param shift the number of rows that a page skips by mistake
 * @param document changes the page or the object
 * @param reply changes the reply
 */
record FaultEffect(
        Gate gate,
        UnaryOperator<List<ObjectNode>> selection,
        int shift,
        UnaryOperator<ObjectNode> document,
        UnaryOperator<Reply> reply) {

    interface Gate {
        void pass() throws InterruptedException;
    }

    static final FaultEffect NONE =
            new FaultEffect(() -> {}, UnaryOperator.identity(), 0, UnaryOperator.identity(), UnaryOperator.identity());

    static FaultEffect gate(Gate gate) {
        return new FaultEffect(gate, NONE.selection, 0, NONE.document, NONE.reply);
    }

    static FaultEffect selection(UnaryOperator<List<ObjectNode>> change) {
        return new FaultEffect(NONE.gate, change, 0, NONE.document, NONE.reply);
    }

    static FaultEffect shift(int rows) {
        return new FaultEffect(NONE.gate, NONE.selection, rows, NONE.document, NONE.reply);
    }

    static FaultEffect document(UnaryOperator<ObjectNode> change) {
        return new FaultEffect(NONE.gate, NONE.selection, 0, change, NONE.reply);
    }

    /** Changes up to this number of rows of a page, or a single object. */
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
        return new FaultEffect(NONE.gate, NONE.selection, 0, NONE.document, change);
    }

    FaultEffect then(FaultEffect next) {
        Gate both = () -> {
            gate.pass();
            next.gate.pass();
        };
        return new FaultEffect(
                both,
                rows -> next.selection.apply(selection.apply(rows)),
                shift + next.shift,
                changed -> next.document.apply(document.apply(changed)),
                changed -> next.reply.apply(reply.apply(changed)));
    }
}
