package io.zhiyin.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.zhiyin.ProgramTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** The description of the calls that outsiders build upon. */
class OpenApiTest extends ProgramTest {
    @Autowired private Entities entities;

    private JsonNode description() {
        return visitor().token(adminToken()).get("/api/v1/openapi.json").body();
    }

    private static Set<String> paths(JsonNode api) {
        return new TreeSet<>(api.get("paths").propertyNames());
    }

    @Test
    void everyEntityStandsThereWithItsCallsAndFields() {
        JsonNode api = description();
        assertThat(api.get("openapi").stringValue()).isEqualTo("3.1.0");
        for (Entity entity : entities.all()) {
            if (entity.isOffered()) {
                String path = "/" + entity.name();
                assertThat(paths(api))
                        .contains(path, path + "/{id}", path + "/{id}/versions", path + "/search");
                JsonNode schema = api.get("components").get("schemas").get(entity.name());
                assertThat(schema.get("properties").has("id")).isTrue();
            }
        }
    }

    @Test
    void callsThatFollowFromNoDefinitionAreDescribedToo() {
        JsonNode paths = description().get("paths");
        assertThat(paths.propertyNames())
                .contains(
                        "/auth/login",
                        "/me",
                        "/me/tokens",
                        "/search",
                        "/files",
                        "/files/{id}",
                        "/jobs/{id}",
                        "/imports/{id}",
                        "/customers/imports",
                        "/customers/{id}/overview",
                        "/customers/{id}/shares",
                        "/customers/{id}/reveal",
                        "/opportunities/{id}/advance",
                        "/meta/entities/{entity}");
        assertThat(
                        paths.get("/files")
                                .get("post")
                                .get("requestBody")
                                .get("content")
                                .propertyNames())
                .containsExactly("multipart/form-data");
    }

    @Test
    void whatItRefersToIsThereAndEachVariableOfAPathIsDescribed() {
        JsonNode api = description();
        for (String reference : references(api, new ArrayList<>())) {
            assertThat(api.at(reference.substring(1)).isMissingNode()).as(reference).isFalse();
        }
        for (String path : paths(api)) {
            assertThat(path).doesNotContain(":", "\\");
            for (JsonNode call : api.get("paths").get(path)) {
                var named = new TreeSet<String>();
                call.path("parameters")
                        .forEach(p -> named.add("{" + p.get("name").stringValue() + "}"));
                for (String part : path.split("/")) {
                    if (part.startsWith("{")) {
                        assertThat(named).as(path).contains(part);
                    }
                }
            }
        }
    }

    private static List<String> references(JsonNode node, List<String> found) {
        if (node.has("$ref")) {
            found.add(node.get("$ref").stringValue());
        }
        node.forEach(below -> references(below, found));
        return found;
    }
}
