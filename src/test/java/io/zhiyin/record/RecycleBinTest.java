package io.zhiyin.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.zhiyin.ProgramTest;
import io.zhiyin.Visitor;
import io.zhiyin.Visitor.Answer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** What lies in the recycle bin too long goes for good, and what else goes with time. */
class RecycleBinTest extends ProgramTest {
    private static final AtomicInteger NUMBER = new AtomicInteger();

    @Autowired private Housekeeping housekeeping;
    @Autowired private Jobs jobs;
    @Autowired private Settings settings;
    private Visitor admin;

    @BeforeEach
    void signIn() {
        admin = visitor().token(adminToken());
        jdbc.sql("delete from job where kind = 'housekeeping'").update();
    }

    @AfterEach
    void thirtyDaysAgain() {
        jdbc.sql("delete from setting where name = ?").param(RecycleBin.DAYS.name()).update();
    }

    private Answer made(String path, String body) {
        Answer made = admin.post("/api/v1/" + path, body);
        assertThat(made.status()).as("%s", made).isEqualTo(201);
        return made;
    }

    private String customer(String more) {
        return made(
                        "customers",
                        "{\"fullName\":\"要删的公司\",\"industry\":\"IT\",%s\"primaryContact\":{\"name\":\"何\",\"mobile\":\"135%08d\"}}"
                                .formatted(more, 30_000_000 + NUMBER.incrementAndGet()))
                .id();
    }

    private String talk(String customer, String more) {
        return made(
                        "follow-ups",
                        "{\"customerId\":\"%s\",%s\"method\":\"PHONE\",\"content\":\"秘密的话\",\"nextAction\":\"NONE\"}"
                                .formatted(customer, more))
                .id();
    }

    private String opportunity(String customer) {
        return made(
                        "opportunities",
                        """
                        {"name":"要删的商机","customerId":"%s","expectedAmount":1000,"expectedCloseDate":"2026-06-30",
                         "source":"REFERRAL","leadAcquiredAt":"2026-02-01"}
                        """
                                .formatted(customer))
                .id();
    }

    private void delete(String path) {
        int version = admin.get("/api/v1/" + path).at("version").asInt();
        Answer answer = admin.delete("/api/v1/" + path + "?version=" + version);
        assertThat(answer.status()).as("%s", answer).isEqualTo(204);
    }

    private void tidy() {
        Job job = null;
        long id = jobs.enqueue(Housekeeping.KIND, null, java.util.Map.of());
        while (job == null || !job.ended()) {
            job = jobs.find(id).orElseThrow();
        }
        assertThat(job.state()).isEqualTo(Job.State.DONE);
    }

    private long count(String table, String where, Object... binds) {
        return jdbc.sql("select count(*) from " + table + " where " + where)
                .params(binds)
                .query(Long.class)
                .single();
    }

    @Test
    void afterThirtyDaysARecordGoesWithAllThatBelongsToIt() {
        String file = admin.upload("/api/v1/files", "a.txt", new byte[] {'a'}).id();
        String id = customer("\"files\":[\"" + file + "\"],");
        long customer = Long.parseLong(id);
        talk(id, "");
        opportunity(id);
        jdbc.sql(
                        "insert into record_share (entity, record_id, user_id, created_at) select 'customers', ?, 1, created_at from customer where id = ?")
                .params(customer, customer)
                .update();
        delete("customers/" + id);

        clock.advance(Duration.ofDays(30).minusHours(1));
        tidy();
        assertThat(count("customer", "id = ?", customer)).isEqualTo(1);
        assertThat(admin.post("/api/v1/customers/" + id + "/restore", null).status())
                .isEqualTo(200);
        delete("customers/" + id);

        clock.advance(Duration.ofDays(30).plusHours(1));
        tidy();
        assertThat(count("customer", "id = ?", customer)).isZero();
        for (String table : List.of("contact", "follow_up", "opportunity")) {
            assertThat(count(table, "customer_id = ?", customer)).as(table).isZero();
        }
        assertThat(count("record_share", "entity = 'customers' and record_id = ?", customer))
                .isZero();
        assertThat(count("stored_file", "id = ?", Long.valueOf(file))).isZero();
        assertThat(admin.post("/api/v1/customers/" + id + "/restore", null).status())
                .isEqualTo(404);
    }

    @Test
    void theLogKeepsWhoDidWhatAndForgetsTheValues() {
        String id = customer("");
        String talk = talk(id, "");
        delete("customers/" + id);
        clock.advance(Duration.ofDays(31));
        tidy();
        assertThat(
                        jdbc.sql(
                                        "select kind from change where entity = 'customers' and record_id = ? order by id")
                                .param(Long.valueOf(id))
                                .query(String.class)
                                .list())
                .containsExactly("CREATE", "DELETE", "PURGE");
        for (String[] of :
                List.of(new String[] {"customers", id}, new String[] {"follow-ups", talk})) {
            assertThat(
                            count(
                                    "change",
                                    "entity = ? and record_id = ? and diff <> '{}'",
                                    of[0],
                                    Long.valueOf(of[1])))
                    .as(of[0])
                    .isZero();
        }
        assertThat(
                        count(
                                "change",
                                "entity = 'customers' and record_id = ? and actor_id is not null",
                                Long.valueOf(id)))
                .isEqualTo(2);
        assertThat(count("audit_entry", "action = 'PURGE'")).isPositive();
    }

    @Test
    void whatIsAliveLosesOnlyItsReference() {
        String id = customer("");
        String contact = made("contacts", "{\"customerId\":\"" + id + "\",\"name\":\"要走的人\"}").id();
        String talk = talk(id, "\"contactId\":\"" + contact + "\",");
        delete("contacts/" + contact);
        clock.advance(Duration.ofDays(31));
        tidy();
        assertThat(count("contact", "id = ?", Long.valueOf(contact))).isZero();
        assertThat(
                        count(
                                "follow_up",
                                "id = ? and contact_id is null and deleted_at is null",
                                Long.valueOf(talk)))
                .isEqualTo(1);
        assertThat(count("customer", "id = ?", Long.valueOf(id))).isEqualTo(1);
    }

    @Test
    void theBinTellsWhoPutARecordThereAndWhenItGoes() {
        String id = customer("");
        talk(id, "");
        delete("customers/" + id);
        for (String entity : List.of("customers", "follow-ups")) {
            JsonNode first =
                    admin.get("/api/v1/" + entity + "?deleted=true&sort=-updatedAt")
                            .at("items")
                            .get(0);
            assertThat(first.get("deletedAt").asString()).isEqualTo(clock.instant().toString());
            assertThat(first.get("deletedBy").get("name").asString()).isNotEmpty();
            assertThat(first.get("purgeAt").asString())
                    .isEqualTo(clock.instant().plus(Duration.ofDays(30)).toString());
        }
        customer("");
        JsonNode living = admin.get("/api/v1/customers?size=1").at("items").get(0);
        assertThat(living.has("deletedAt")).isFalse();
    }

    @Test
    void peopleStayBecauseOthersHistoryNamesThem() {
        user("purged.never", "VIEWER");
        long id =
                jdbc.sql("select id from app_user where username = 'purged.never'")
                        .query(Long.class)
                        .single();
        delete("users/" + id);
        clock.advance(Duration.ofDays(400));
        tidy();
        assertThat(count("app_user", "id = ?", id)).isEqualTo(1);
    }

    @Test
    void aCompanyMaySayHowManyDays() {
        settings.put(
                Actor.program(java.time.ZoneOffset.UTC),
                RecycleBin.DAYS,
                JsonNodeFactory.instance.numberNode(7));
        String id = customer("");
        delete("customers/" + id);
        clock.advance(Duration.ofDays(8));
        tidy();
        assertThat(count("customer", "id = ?", Long.valueOf(id))).isZero();
    }

    @Test
    void anIdempotencyKeyIsForgottenAfterADay() {
        String body = "{\"name\":\"标签%d\"}".formatted(NUMBER.incrementAndGet());
        Visitor once =
                visitor().token(adminToken()).header("Idempotency-Key", "purge-" + NUMBER.get());
        assertThat(once.post("/api/v1/tags", body).status()).isEqualTo(201);
        clock.advance(Duration.ofHours(23));
        tidy();
        assertThat(count("idempotent_answer", "key = ?", "purge-" + NUMBER.get())).isEqualTo(1);
        clock.advance(Duration.ofHours(2));
        tidy();
        assertThat(count("idempotent_answer", "key = ?", "purge-" + NUMBER.get())).isZero();
    }

    @Test
    void theWorkIsAskedForOnceADay() {
        housekeeping.daily();
        housekeeping.daily();
        assertThat(count("job", "kind = 'housekeeping'")).isEqualTo(1);
        clock.advance(Duration.ofHours(25));
        housekeeping.daily();
        assertThat(count("job", "kind = 'housekeeping'")).isEqualTo(2);
    }
}
