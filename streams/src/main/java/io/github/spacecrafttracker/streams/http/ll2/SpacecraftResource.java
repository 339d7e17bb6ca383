package io.github.spacecrafttracker.streams.http.ll2;

import io.github.spacecrafttracker.streams.catalogue.Catalogue;
import io.github.spacecrafttracker.streams.catalogue.LinkedJson;
import io.github.spacecrafttracker.streams.catalogue.QueryResult;
import io.github.spacecrafttracker.streams.query.PythonInt;
import io.github.spacecrafttracker.streams.query.Query;
import io.javalin.http.HttpStatus;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.ArrayList;

/** The list of spacecraft and each of them, answered from the catalogue. */
final class SpacecraftResource {
    private static final String NO_SUCH_SPACECRAFT = "No Spacecraft matches the given query.";

    private final Catalogue catalogue;

    SpacecraftResource(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    /** @param root what urls of this server begin with, version included */
    void list(Exchange exchange, Query query, String root) {
        catalogue.list().to(listed -> page(exchange, query, root, listed), exchange::notReady);
    }

    /**
     * Answers what is held, in the form in which it is held; the filters apply as to the list.
     *
     * @param id as it was asked for, any text
     * @param root what urls of this server begin with, version included
     */
    void one(Exchange exchange, Query query, String root, String id) {
        var number = PythonInt.parse(id);
        if (number.isEmpty()) {
            exchange.detail(HttpStatus.NOT_FOUND, Exchange.NOT_FOUND);
            return;
        }
        catalogue
                .spacecraft(int64(number.get()))
                .to(
                        held -> {
                            exchange.asOf(held.asOf());
                            if (query.filter().matches(held.row().fields())) {
                                exchange.answer(HttpStatus.OK, json(held.row().held(), style(exchange, root)));
                            } else {
                                exchange.detail(HttpStatus.NOT_FOUND, NO_SUCH_SPACECRAFT);
                            }
                        },
                        unknown -> {
                            exchange.asOf(unknown.asOf());
                            exchange.detail(HttpStatus.NOT_FOUND, NO_SUCH_SPACECRAFT);
                        },
                        exchange::notReady);
    }

    private static void page(Exchange exchange, Query query, String root, QueryResult.Listed listed) {
        var matches = listed.listing().select(query.filter(), query.ordering());
        var rows = new ArrayList<LinkedJson>();
        for (var row : query.cut().of(matches)) {
            rows.add(query.detailed() ? row.held() : row.normal());
        }
        var links = Links.around(root + "/spacecraft/", exchange.parameters(), query.cut(), matches.size());

        exchange.asOf(Boolean.TRUE.equals(query.filter().inSpace()) ? listed.inSpaceAsOf() : listed.asOf());
        exchange.answer(
                HttpStatus.OK,
                PageJson.of(matches.size(), links, rows, style(exchange, root)),
                new ReplyPage.Paging(query.cut().limit(), query.cut().offset(), links));
    }

    private static byte[] json(LinkedJson object, LinkedJson.Style style) {
        var out = ByteBuffer.allocate(object.size(style));
        object.writeTo(out, style);
        return out.array();
    }

    // Negotiation let nothing pass that would have to be encoded.
    private static LinkedJson.Style style(Exchange exchange, String root) {
        return new LinkedJson.Style(
                root,
                exchange.parameters()
                        .last("format")
                        .map(format -> "?format=" + format)
                        .orElse(""));
    }

    // Ids are int64: a larger number is the id of none, and so is this one.
    private static long int64(BigInteger id) {
        return id.bitLength() < Long.SIZE ? id.longValue() : Long.MIN_VALUE;
    }
}
