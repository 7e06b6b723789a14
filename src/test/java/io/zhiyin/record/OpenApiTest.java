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
    void aNewRecordIsDescribedByWhatMustBeSent() {
        JsonNode schemas = description().get("components").get("schemas");
        JsonNode fresh = schemas.get("customers-new");
        assertThat(fresh.get("required").valueStream().map(JsonNode::stringValue))
                .containsExactlyInAnyOrder("fullName", "industry", "primaryContact");
        assertThat(fresh.get("properties").propertyNames())
                .contains("ownerId", "firstFollowUp")
                .doesNotContain("code", "totalAmount", "createdAt");
        assertThat(schemas.get("customers-change").has("required")).isFalse();
        assertThat(schemas.get("customers-change").get("properties").has("version")).isTrue();
    }

    @Test
    void anAnswerMayLackValuesAndCarryMasks() {
        JsonNode answer =
                description().get("components").get("schemas").get("customers").get("properties");
        assertThat(answer.get("city").get("type").toString()).isEqualTo("[\"string\",\"null\"]");
        assertThat(answer.get("budgetRange").has("enum")).isFalse();
        assertThat(answer.get("region").get("enum").valueStream()).anyMatch(JsonNode::isNull);
        JsonNode opportunity = description().get("components").get("schemas").get("opportunities");
        assertThat(opportunity.get("properties").get("budget").get("type").toString())
                .isEqualTo("[\"number\",\"string\",\"null\"]");
    }

    @Test
    void eachCallIsDescribedWithTheStatusItAnswers() {
        JsonNode paths = description().get("paths");
        for (String line :
                List.of(
                        "/customers post 201",
                        "/customers/{id} delete 204",
                        "/customers/imports post 201",
                        "/imports/{id}/check post 202",
                        "/imports/{id}/commit post 202",
                        "/files post 201",
                        "/me/tokens post 201",
                        "/me/password post 204",
                        "/auth/logout post 204",
                        "/customers/{id}/restore post 200")) {
            String[] said = line.split(" ");
            assertThat(paths.get(said[0]).get(said[1]).get("responses").propertyNames())
                    .as(line)
                    .contains(said[2]);
        }
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
