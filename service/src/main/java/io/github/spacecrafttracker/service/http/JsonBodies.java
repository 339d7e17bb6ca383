package io.github.spacecrafttracker.service.http;

import io.github.spacecrafttracker.json.Json;
import io.javalin.json.JsonMapper;
import java.lang.reflect.Type;

/** Javalin's JSON by the project's one mapper. */
final class JsonBodies implements JsonMapper {
    @Override
    public String toJsonString(Object body, Type type) {
        return Json.MAPPER.writeValueAsString(body);
    }
}
