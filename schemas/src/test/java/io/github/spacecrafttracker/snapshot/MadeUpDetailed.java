package io.github.spacecrafttracker.snapshot;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.spacecrafttracker.json.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A made-up detailed form of a real spacecraft, because no complete detailed object of Launch
 * Library 2 has been recorded. The fields and their order follow its OpenAPI description ({@code
 * SpacecraftEndpointDetailed} and the schemas it references); the values are invented.
 */
public final class MadeUpDetailed {
    private static final String AGENCY = """
            {"featured":true,"country":[{"id":2,"name":"United States of America","alpha_2_code":"US","alpha_3_code":"USA",\
            "nationality_name":"American","nationality_name_composed":"Americano"}],"description":"Made up: größer, \\"weiter\\".",\
            "administrator":null,"founding_year":2002,"launchers":"Falcon","spacecraft":"Dragon","parent":null,\
            "image":{"id":29,"name":"made up","image_url":"https://example.org/29.png","thumbnail_url":"https://example.org/29t.png",\
            "credit":null,"license":{"id":1,"name":"Unknown","priority":9,"link":null},"single_use":true,"variants":[]},\
            "logo":null,"social_logo":null}""";

    private static final String FAMILY_COUNTERS = """
            {"spacecraft_flown":9,"total_launch_count":20,"successful_launches":20,"failed_launches":0,\
            "attempted_landings":19,"successful_landings":19,"failed_landings":0}""";

    private static final String CONFIG = """
            {"capability":"Made up","history":"Made up","details":"Made up","maiden_flight":"2019-03-02","height":8.10,\
            "diameter":3.70,"human_rated":true,"crew_capacity":7,"payload_capacity":6000,"payload_return_capacity":3000,\
            "flight_life":null,"wiki_link":"https://example.org/wiki","info_link":"https://example.org/info","spacecraft_flown":9,\
            "total_launch_count":20,"successful_launches":20,"failed_launches":0,"attempted_landings":19,"successful_landings":19,\
            "failed_landings":0,"fastest_turnaround":"P137DT1H"}""";

    private static final String FLIGHT = """
            {"id":900001,"url":"https://ll.thespacedevs.com/2.3.0/spacecraft_flights/900001/","destination":"Made up","mission_end":null,\
            "spacecraft":null,"launch":{"id":"00000000-0000-4000-8000-000000900001",\
            "url":"https://ll.thespacedevs.com/2.3.0/launches/00000000-0000-4000-8000-000000900001/","name":"Made up","response_mode":"normal",\
            "net":"2022-10-14T20:55:03Z","probability":95,"infographic":null},\
            "landing":{"id":900001,"url":"https://ll.thespacedevs.com/2.3.0/landings/900001/","attempt":true,"success":null,\
            "description":"Made up","downrange_distance":12.50},"duration":"P1D","turn_around_time":"P2D","response_mode":"normal"}""";

    private MadeUpDetailed() {}

    /**
     * Returns the object as its own page and a list with {@code mode=detailed} would contain it.
     */
    public static byte[] of(byte[] normal) {
        var spacecraft = object(new String(normal, UTF_8));
        var flights = Json.MAPPER.createArrayNode();
        for (var i = 0; i < spacecraft.path("flights_count").intValue(); i++) {
            flights.add(object(FLIGHT).set("spacecraft", spacecraft.deepCopy()));
        }
        spacecraft.put("response_mode", "detailed");
        extendConfig((ObjectNode) spacecraft.path("spacecraft_config"));
        spacecraft.set("flights", flights);
        return Json.MAPPER.writeValueAsBytes(spacecraft);
    }

    private static void extendConfig(ObjectNode config) {
        config.put("response_mode", "detailed");
        extendAgency(config.path("agency"));
        if (config.path("family") instanceof ArrayNode families) {
            families.forEach(family -> extendFamily((ObjectNode) family));
        }
        config.setAll(object(CONFIG));
    }

    private static void extendFamily(ObjectNode family) {
        extendAgency(family.path("manufacturer"));
        if (family.path("parent") instanceof ObjectNode parent) {
            parent.put("response_mode", "normal");
            parent.put("description", "Made up");
            parent.set("manufacturer", family.path("manufacturer").deepCopy());
            parent.putNull("parent");
            parent.put("maiden_flight", "2010-12-08");
        }
        family.setAll(object(FAMILY_COUNTERS));
    }

    private static void extendAgency(JsonNode agency) {
        if (agency instanceof ObjectNode mini) {
            mini.put("response_mode", "normal");
            mini.setAll(object(AGENCY));
        }
    }

    private static ObjectNode object(String json) {
        return (ObjectNode) Json.MAPPER.readTree(json);
    }
}
