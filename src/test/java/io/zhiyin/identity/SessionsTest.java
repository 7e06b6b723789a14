package io.zhiyin.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.zhiyin.Visitor;
import io.zhiyin.Visitor.Answer;
import io.zhiyin.record.Json;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Sessions and tokens: what they allow, and when they end. */
class SessionsTest extends SignInFixture {
    @Test
    void a_change_by_cookie_needs_the_header_that_another_site_cannot_send() {
        Visitor admin = admin();
        String body = "{\"name\":\"by cookie\"}";
        Answer refused = admin.withoutCsrf().post("/api/v1/me/tokens", body);
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.code()).isEqualTo("CSRF");
        Answer wrong = admin.header("X-XSRF-TOKEN", "wrong").post("/api/v1/me/tokens", body);
        assertThat(wrong.code()).isEqualTo("CSRF");
        Answer right =
                admin.header("X-XSRF-TOKEN", admin.cookie("XSRF-TOKEN"))
                        .post("/api/v1/me/tokens", body);
        assertThat(right.status()).isEqualTo(201);
    }

    @Test
    void every_answer_sets_the_csrf_cookie_where_it_is_absent() {
        for (Answer answer :
                List.of(
                        visitor().get("/api/v1/auth/state"),
                        visitor().get("/api/v1/me"),
                        visitor().get("/nowhere"),
                        visitor().signIn("admin", ADMIN_PASSWORD))) {
            String cookie = cookie(answer, "XSRF-TOKEN");
            assertThat(cookie).contains("SameSite=Lax").doesNotContain("HttpOnly");
        }
        Visitor visitor = visitor();
        visitor.get("/api/v1/auth/state");
        assertThat(visitor.get("/api/v1/auth/state").raw().headers().allValues("Set-Cookie"))
                .isEmpty();
    }

    @Test
    void a_token_works_without_csrf_and_dies_when_it_is_revoked() {
        Visitor owner = user("scripted", "SALES_REPRESENTATIVE");
        Answer made = owner.post("/api/v1/me/tokens", "{\"name\":\"night job\"}");
        assertThat(made.status()).isEqualTo(201);
        Visitor program = visitor().token(made.text("token"));
        assertThat(program.get("/api/v1/me").text("username")).isEqualTo("scripted");
        assertThat(program.patch("/api/v1/me", "{\"theme\":\"dark\"}").text("theme"))
                .isEqualTo("dark");
        Answer list = owner.get("/api/v1/me/tokens");
        assertThat(list.text("items.0.name")).isEqualTo("night job");
        assertThat(list.text()).doesNotContain(made.text("token"));
        assertThat(owner.delete("/api/v1/me/tokens/" + made.id()).status()).isEqualTo(204);
        assertThat(program.get("/api/v1/me").status()).isEqualTo(401);
        assertThat(owner.delete("/api/v1/me/tokens/" + made.id()).status()).isEqualTo(404);
        assertThat(audited("TOKEN_CREATED", "scripted")).isEqualTo(1);
        assertThat(audited("TOKEN_REVOKED", "scripted")).isEqualTo(1);
    }

    @Test
    void nobody_ends_the_session_or_token_of_another() {
        Visitor owner = user("guarded", "VIEWER");
        String token = owner.post("/api/v1/me/tokens", "{\"name\":\"mine\"}").id();
        String session = owner.get("/api/v1/me/sessions").text("items.0.id");
        assertThat(admin().delete("/api/v1/me/tokens/" + token).status()).isEqualTo(404);
        assertThat(admin().delete("/api/v1/me/sessions/" + session).status()).isEqualTo(404);
        assertThat(owner.get("/api/v1/me").status()).isEqualTo(200);
    }

    @Test
    void a_token_with_an_end_holds_until_then() {
        Visitor owner = user("limited", "VIEWER");
        String until = clock.instant().plus(Duration.ofDays(1)).toString();
        Answer made =
                owner.post(
                        "/api/v1/me/tokens",
                        Json.object().put("name", "short").put("expiresAt", until));
        Visitor program = visitor().token(made.text("token"));
        assertThat(program.get("/api/v1/me").status()).isEqualTo(200);
        clock.advance(Duration.ofHours(25));
        assertThat(program.get("/api/v1/me").status()).isEqualTo(401);
    }

    @Test
    void a_session_ends_after_twelve_idle_hours_and_lasts_while_it_is_used() {
        Visitor visitor = user("idle", "VIEWER");
        for (int i = 0; i < 4; i++) {
            clock.advance(Duration.ofHours(11));
            assertThat(visitor.get("/api/v1/me").status()).isEqualTo(200);
            upkeep.run();
        }
        clock.advance(Duration.ofHours(12).plusMinutes(1));
        assertThat(visitor.get("/api/v1/me").status()).isEqualTo(401);
    }

    @Test
    void sessions_are_listed_and_ended_one_by_one_or_all_others() {
        Visitor here = user("many", "VIEWER");
        Visitor there = visitor();
        there.signIn("many", "many's own secret");
        JsonNode items = here.get("/api/v1/me/sessions").at("items");
        assertThat(items.size()).isEqualTo(2);
        String other =
                items.valueStream()
                        .filter(s -> !s.get("current").booleanValue())
                        .findFirst()
                        .orElseThrow()
                        .get("id")
                        .asString();
        assertThat(here.delete("/api/v1/me/sessions/" + other).status()).isEqualTo(204);
        assertThat(there.get("/api/v1/me").status()).isEqualTo(401);
        assertThat(here.get("/api/v1/me").status()).isEqualTo(200);
        there.signIn("many", "many's own secret");
        assertThat(here.delete("/api/v1/me/sessions").status()).isEqualTo(204);
        assertThat(there.get("/api/v1/me").status()).isEqualTo(401);
        assertThat(here.get("/api/v1/me").status()).isEqualTo(200);
    }

    @Test
    void signing_out_ends_the_session_not_only_its_cookie() {
        Visitor visitor = user("leaving", "VIEWER");
        String secret = visitor.cookie("ZHIYIN_SESSION");
        assertThat(visitor.post("/api/v1/auth/logout", null).status()).isEqualTo(204);
        assertThat(visitor.cookie("ZHIYIN_SESSION")).isNull();
        assertThat(visitor().cookie("ZHIYIN_SESSION", secret).get("/api/v1/me").status())
                .isEqualTo(401);
        assertThat(audited("LOGOUT", "leaving")).isEqualTo(1);
    }

    @Test
    void signing_in_again_ends_the_session_that_was_open_in_the_browser() {
        Visitor visitor = user("again", "VIEWER");
        String before = visitor.cookie("ZHIYIN_SESSION");
        visitor.signIn("again", "again's own secret");
        assertThat(visitor.cookie("ZHIYIN_SESSION")).isNotEqualTo(before);
        assertThat(visitor().cookie("ZHIYIN_SESSION", before).get("/api/v1/me").status())
                .isEqualTo(401);
    }

    @Test
    void a_signed_in_request_normally_costs_no_statement() {
        Visitor visitor = admin();
        visitor.get("/api/v1/meta/entities");
        String secret = visitor.cookie("ZHIYIN_SESSION");
        long before = statements();
        for (int i = 0; i < 1000; i++) {
            assertThat(callers.find(Credential.Kind.SESSION, secret)).isNotNull();
        }
        assertThat(statements() - before).isLessThanOrEqualTo(4);
    }

    @Test
    void a_change_made_by_another_program_on_the_same_database_is_seen_within_five_seconds()
            throws Exception {
        Visitor visitor = user("elsewhere", "VIEWER");
        assertThat(visitor.get("/api/v1/departments").status()).isEqualTo(200);
        jdbc.sql("update app_user set role_ids = '{}' where username = 'elsewhere'").update();
        long start = System.nanoTime();
        while (visitor.get("/api/v1/departments").status() == 200) {
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isLessThan(Duration.ofSeconds(6));
            Thread.sleep(50);
        }
        jdbc.sql(
                        "delete from session where user_id = (select id from app_user where username = 'elsewhere')")
                .update();
        start = System.nanoTime();
        while (visitor.get("/api/v1/me").status() == 200) {
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isLessThan(Duration.ofSeconds(6));
            Thread.sleep(50);
        }
    }
}
