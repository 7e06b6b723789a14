package io.zhiyin.record.imports;

import static org.assertj.core.api.Assertions.assertThat;

import io.zhiyin.Visitor;
import io.zhiyin.Visitor.Answer;
import io.zhiyin.record.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whom and what the import turns away. */
class ImportRefusalTest extends ImportFixture {
    @Test
    void anImportBelongsToItsUploaderAndNeedsTheRight() {
        Answer made = upload(admin, FIRST);
        Visitor viewer = user("viewer1", "VIEWER");
        assertThat(upload(viewer, FIRST).status()).isEqualTo(403);
        for (String part : List.of("", "/errors")) {
            assertThat(viewer.get("/api/v1/imports/" + made.id() + part).status()).isEqualTo(404);
        }
        assertThat(viewer.post("/api/v1/imports/" + made.id() + "/check", null).status())
                .isEqualTo(404);
        assertThat(visitor().get("/api/v1/imports/" + made.id()).status()).isEqualTo(401);
        assertThat(admin.get("/api/v1/imports/99999999999999999999").status()).isEqualTo(404);
        assertThat(admin.upload("/api/v1/nothings/imports", "a.csv", new byte[] {1}).status())
                .isEqualTo(404);
    }

    @Test
    void stepsOutOfOrderAndBadMappingsAreRefused() {
        Answer made = upload(admin, FIRST);
        String at = "/api/v1/imports/" + made.id();
        assertThat(admin.post(at + "/commit", Json.object()).status()).isEqualTo(409);
        Answer twice =
                admin.put(
                        at + "/mapping",
                        "{\"columns\":[{\"index\":0,\"field\":\"fullName\"},{\"index\":1,\"field\":\"fullName\"},"
                                + "{\"index\":77,\"field\":\"city\"},{\"index\":2,\"field\":\"totalAmount\"}]}");
        assertThat(twice.status()).isEqualTo(422);
        assertThat(twice.at("errors").valueStream().map(e -> e.get("code").asString()))
                .containsExactly("FIELD_TWICE", "UNKNOWN_COLUMN", "UNKNOWN_FIELD");
        assertThat(admin.put(at + "/mapping", "{\"sheet\":\"没有\"}").status()).isEqualTo(422);
        assertThat(admin.put(at + "/mapping", "{\"headerRow\":0}").status()).isEqualTo(422);
        assertThat(admin.put(at + "/mapping", "{\"headerRow\":\"x\"}").status()).isEqualTo(422);
        assertThat(admin.put(at + "/mapping", "[]").status()).isEqualTo(400);
        Answer none = admin.put(at + "/mapping", "{\"columns\":[]}");
        assertThat(none.text("state")).isEqualTo("MAPPED");
        assertThat(admin.post(at + "/check", null).text("errors.0.code"))
                .isEqualTo("NOTHING_MAPPED");
        admin.put(at + "/mapping", "{\"headerRow\":1}");
        check(admin, made.id());
        assertThat(admin.post(at + "/commit", "{\"duplicates\":\"MERGE\"}").status())
                .isEqualTo(422);
        commit(admin, made.id(), "SKIP");
        assertThat(admin.post(at + "/commit", Json.object()).status()).isEqualTo(409);
        assertThat(admin.post(at + "/check", null).status()).isEqualTo(409);
        assertThat(admin.get(at + "/errors").status()).isEqualTo(404);
    }

    @Test
    void filesThatAreNoTablesAreRefusedWithTheirReason() {
        Answer picture = upload(admin, "客户.xlsx", new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10});
        assertThat(picture.status()).isEqualTo(422);
        assertThat(picture.code()).isEqualTo("IMAGE");
        assertThat(picture.text("detail")).contains("图片");
        assertThat(upload(admin, "a.csv", new byte[0]).code()).isEqualTo("EMPTY_FILE");
        assertThat(
                        upload(
                                        admin,
                                        "a.xlsx",
                                        "PK\u0003\u0004".getBytes(StandardCharsets.ISO_8859_1))
                                .code())
                .isEqualTo("BROKEN_WORKBOOK");
        assertThat(admin.post("/api/v1/customers/imports", "{}").status()).isBetween(400, 415);
        try (var left = Files.list(uploads.upload(1).getParent())) {
            assertThat(left.filter(f -> f.toString().endsWith(".tmp"))).isEmpty();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
