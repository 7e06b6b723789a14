package io.zhiyin.customer;

import static org.assertj.core.api.Assertions.assertThat;

import io.zhiyin.Visitor;
import io.zhiyin.Visitor.Answer;
import io.zhiyin.record.Json;
import io.zhiyin.record.Values;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Many customers at once, over HTTP, with the roles that come with the program. */
class BulkTest extends CustomerFixture {
    private static final String BULK = "/api/v1/customers/bulk";
    private static int number;

    private Visitor somebody(String role) {
        return user("bulk-" + number++, role);
    }

    private static String id(Visitor who) {
        return who.get("/api/v1/me").text("id");
    }

    private Values owned(String name, String owner) {
        return customer(manager, body(name, mobile()).put("ownerId", owner));
    }

    private Values pooled(String name) {
        return customer(manager, body(name, mobile()).putNull("ownerId"));
    }

    private static ObjectNode order(String action, Values... which) {
        ObjectNode order = Json.object().put("action", action);
        var ids = order.putArray("ids");
        Stream.of(which).forEach(each -> ids.add(Long.toString(each.id())));
        return order;
    }

    private Answer ended(Visitor who, Answer started) {
        assertThat(started.status()).as("%s", started).isEqualTo(202);
        String job = started.text("jobId");
        long end = System.nanoTime() + 30_000_000_000L;
        while (System.nanoTime() < end) {
            Answer now = who.get("/api/v1/jobs/" + job);
            if (!List.of("QUEUED", "RUNNING").contains(now.text("state"))) {
                return now;
            }
            try {
                Thread.sleep(20);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
        throw new AssertionError("the job does not end");
    }

    private Answer done(Visitor who, Object order) {
        Answer job = ended(who, who.post(BULK, order));
        assertThat(job.text("state")).as("%s", job).isEqualTo("DONE");
        return job;
    }

    private Answer undone(Visitor who, Answer job) {
        Answer undo = ended(who, who.post("/api/v1/jobs/" + job.id() + "/undo", null));
        assertThat(undo.text("state")).as("%s", undo).isEqualTo("DONE");
        return undo;
    }

    private static List<Integer> counts(Answer job) {
        return Stream.of("total", "changed", "same", "refused")
                .map(n -> job.at("result." + n).asInt())
                .toList();
    }

    private static List<String> reasons(Answer job) {
        var reasons = new ArrayList<String>();
        for (JsonNode reason : job.at("result.reasons")) {
            reasons.add(reason.get("code").asString() + "=" + reason.get("count").asInt());
        }
        return reasons;
    }

    private String owner(Values customer) {
        Long owner = now(customer).ref("ownerId");
        return owner == null ? null : owner.toString();
    }

    @Test
    void givesAllOfThemToAColleagueWithANoteAndOneCauseAndTakesThemBack() {
        Visitor director = somebody("SALES_DIRECTOR");
        Visitor seller = somebody("SALES_REPRESENTATIVE");
        Visitor heir = somebody("SALES_REPRESENTATIVE");
        Values one = owned("移交甲", id(seller));
        Values two = owned("移交乙", id(seller));
        Answer job =
                done(
                        director,
                        order("transfer", one, two)
                                .put("ownerId", id(heir))
                                .put("note", "小林离职，请先回访"));
        assertThat(counts(job)).containsExactly(2, 2, 0, 0);
        assertThat(owner(one)).isEqualTo(owner(two)).isEqualTo(id(heir));
        Answer history = heir.get("/api/v1/customers/" + one.id() + "/versions");
        assertThat(history.text("items.0.cause")).isEqualTo("bulk:" + job.id());
        assertThat(history.text("items.0.note")).isEqualTo("小林离职，请先回访");
        Long contacts =
                jdbc.sql("select count(*) from contact where customer_id = ? and owner_id = ?")
                        .params(one.id(), Long.valueOf(id(heir)))
                        .query(Long.class)
                        .single();
        assertThat(contacts).as("what belongs to it goes along").isEqualTo(1);

        Answer undo = undone(director, job);
        assertThat(undo.at("result.changed").asInt()).isEqualTo(2);
        assertThat(owner(one)).isEqualTo(owner(two)).isEqualTo(id(seller));
        assertThat(
                        director.get("/api/v1/customers/" + one.id() + "/versions")
                                .text("items.0.cause"))
                .isEqualTo("undo:" + job.id());
    }

    @Test
    void doesWhatItMayAndNamesTheRestWithoutTellingOfWhatTheAskerDoesNotSee() {
        Visitor seller = somebody("SALES_REPRESENTATIVE");
        Visitor other = somebody("SALES_REPRESENTATIVE");
        Values mine = owned("我的一家", id(seller));
        Values stale = owned("别人刚改过", id(seller));
        Values foreign = owned("与我无关的公司", id(other));
        Values pooled = pooled("公海里的一家");
        int seen = now(stale).version();
        patch(manager, stale, Json.object().put("shortName", "改了"));
        ObjectNode order = Json.object();
        order.putArray("ids")
                .add(Long.toString(mine.id()))
                .add(Long.toString(stale.id()))
                .add(Long.toString(foreign.id()))
                .add(Long.toString(pooled.id()))
                .add("999999999");
        order.putObject("versions")
                .put(Long.toString(mine.id()), now(mine).version())
                .put(Long.toString(stale.id()), seen);
        order.putObject("patch").put("city", "苏州");
        Answer preview =
                seller.post(
                        BULK + "/preview",
                        Json.object().put("action", "edit").set("ids", order.get("ids")));
        assertThat(preview.at("total").asInt()).as("%s", preview).isEqualTo(3);
        assertThat(preview.at("allowed").asInt()).isEqualTo(2);
        Answer job = done(seller, order);
        assertThat(counts(job)).containsExactly(5, 1, 0, 4);
        assertThat(reasons(job)).containsExactlyInAnyOrder("NOT_FOUND=2", "STALE=1", "FORBIDDEN=1");
        assertThat(job.text()).doesNotContain("与我无关的公司").contains("别人刚改过", "公海里的一家");
        assertThat(now(mine).text("city")).isEqualTo("苏州");
        for (Values left : List.of(stale, foreign, pooled)) {
            assertThat(now(left).text("city")).isNull();
        }
    }

    @Test
    void aRuleThatRefusesOneRecordStopsNoOther() {
        Visitor director = somebody("SALES_DIRECTOR");
        Values parent = customer("集团总部");
        Values below = customer("集团子公司");
        ObjectNode order = order("edit", parent, below);
        order.putObject("patch").put("parentCustomerId", Long.toString(parent.id()));
        Answer job = done(director, order);
        assertThat(counts(job)).containsExactly(2, 1, 0, 1);
        assertThat(job.text("result.reasons.0.field")).isEqualTo("parentCustomerId");
        assertThat(job.text("result.reasons.0.message")).contains("上级单位：");
        assertThat(job.text("result.reasons.0.records.0.title")).isEqualTo("集团总部");
        assertThat(now(below).ref("parentCustomerId")).isEqualTo(parent.id());
    }

    @Test
    void aFilterMeansWhatTheAskerSeesOfItWhenTheJobRuns() {
        Visitor seller = somebody("SALES_REPRESENTATIVE");
        Values mine =
                customer(
                        manager,
                        body("筛选甲", mobile()).put("ownerId", id(seller)).put("city", "无锡筛选"));
        Values foreign = customer(manager, body("筛选乙", mobile()).put("city", "无锡筛选"));
        ObjectNode order = Json.object();
        order.putObject("filter").put("field", "city").put("op", "eq").put("value", "无锡筛选");
        order.putObject("patch").put("grade", "KEY");
        assertThat(seller.post(BULK + "/preview", order).at("total").asInt()).isEqualTo(1);
        assertThat(counts(done(seller, order))).containsExactly(1, 1, 0, 0);
        assertThat(now(mine).text("grade")).isEqualTo("KEY");
        assertThat(now(foreign).text("grade")).isEqualTo("UNRATED");
        assertThat(counts(done(seller, order))).as("a second time").containsExactly(1, 0, 1, 0);
    }

    @Test
    void tagsAreAddedToThoseThereAndTakenAwayByName() {
        Visitor seller = somebody("SALES_REPRESENTATIVE");
        Values one = customer(manager, body("标签甲", mobile()).put("ownerId", id(seller)));
        patch(manager, one, withTags("老标签"));
        Values two = owned("标签乙", id(seller));
        ObjectNode order = order("tag", one, two);
        order.putArray("tags").add("批量标签");
        Answer tagged = done(seller, order);
        assertThat(tags(seller, one)).containsExactly("老标签", "批量标签");
        assertThat(tags(seller, two)).containsExactly("批量标签");
        done(seller, order("untag", one).put("name", "老标签"));
        assertThat(tags(seller, one)).containsExactly("批量标签");
        Answer undo = undone(seller, tagged);
        assertThat(undo.at("result.changed").asInt()).isEqualTo(1);
        assertThat(reasons(undo)).containsExactly("CHANGED_SINCE=1");
        assertThat(undo.text("result.reasons.0.records.0.title")).isEqualTo("标签甲");
        assertThat(tags(seller, one)).containsExactly("批量标签");
        assertThat(tags(seller, two)).isEmpty();
    }

    private static ObjectNode withTags(String tag) {
        ObjectNode body = Json.object();
        body.putArray("tags").add(tag);
        return body;
    }

    private static List<String> tags(Visitor who, Values of) {
        return who.get("/api/v1/customers/" + of.id())
                .at("tags")
                .valueStream()
                .map(JsonNode::asString)
                .toList();
    }

    @Test
    void theDeletedComeBackByUndoAndByRestore() {
        Visitor admin = admin();
        Values one = customer("批量删除甲");
        Values two = customer("批量删除乙");
        Answer deleted = done(admin, order("delete", one, two));
        assertThat(counts(deleted)).containsExactly(2, 2, 0, 0);
        assertThat(now(one)).isNull();
        undone(admin, deleted);
        assertThat(now(one)).isNotNull();
        done(admin, order("delete", one, two));
        assertThat(counts(done(admin, order("restore", one, two)))).containsExactly(2, 2, 0, 0);
        assertThat(now(two)).isNotNull();
    }

    @Test
    void manyAreClaimedFromThePoolAndGivenBack() {
        Visitor seller = somebody("SALES_REPRESENTATIVE");
        Values one = pooled("批量领取甲");
        Values two = pooled("批量领取乙");
        Values taken = owned("批量领取丙", id(seller));
        Answer preview = seller.post(BULK + "/preview", order("claim", one, two, taken));
        assertThat(preview.at("allowed").asInt()).as("%s", preview).isEqualTo(2);
        Answer claimed = done(seller, order("claim", one, two, taken));
        assertThat(counts(claimed)).containsExactly(3, 2, 0, 1);
        assertThat(reasons(claimed)).containsExactly("NOT_IN_POOL=1");
        assertThat(owner(one)).isEqualTo(id(seller));
        assertThat(seller.get("/api/v1/customers/" + one.id() + "/versions").text("items.0.cause"))
                .isEqualTo("bulk:" + claimed.id() + ":claim");
        Answer released = done(seller, order("release", one, taken));
        assertThat(counts(released)).containsExactly(2, 2, 0, 0);
        assertThat(owner(one)).isNull();
        undone(seller, released);
        assertThat(owner(one)).isEqualTo(id(seller));
        Visitor marketing = somebody("MARKETING_SPECIALIST");
        assertThat(marketing.post(BULK, order("claim", one)).status()).isEqualTo(403);
    }

    @Test
    void isTakenBackOnceByWhoDidItWithinTheHour() {
        Visitor admin = admin();
        Values one = customer("撤销一次");
        ObjectNode order = order("edit", one);
        order.putObject("patch").put("grade", "KEY");
        Answer job = done(admin, order);
        String undo = "/api/v1/jobs/" + job.id() + "/undo";
        assertThat(somebody("SALES_DIRECTOR").post(undo, null).status()).isEqualTo(404);
        clock.advance(Duration.ofMinutes(61));
        assertThat(admin.post(undo, null).code()).isEqualTo("UNDO_TOO_LATE");
        clock.advance(Duration.ofMinutes(-30));
        undone(admin, job);
        assertThat(now(one).text("grade")).isEqualTo("UNRATED");
        assertThat(admin.post(undo, null).code()).isEqualTo("ALREADY_UNDONE");
    }

    @Test
    void whatCannotComeOffIsRefusedAtOnce() {
        Visitor seller = somebody("SALES_REPRESENTATIVE");
        Values mine = owned("不能批量", id(seller));
        ObjectNode secret = order("edit", mine);
        secret.putObject("patch").put("idNumber", "320500199001011234");
        assertThat(seller.post(BULK, secret).text("errors.0.code")).isEqualTo("NOT_IN_BULK");
        ObjectNode wrong = order("edit", mine);
        wrong.putObject("patch").put("grade", "BEST").put("nothing", 1).put("code", "X");
        assertThat(seller.post(BULK, wrong).at("errors").size()).isEqualTo(3);
        assertThat(seller.post(BULK, order("delete", mine)).status()).isEqualTo(403);
        assertThat(seller.post(BULK, order("transfer", mine).put("ownerId", id(seller))).status())
                .isEqualTo(403);
        assertThat(seller.post(BULK, Json.object().put("action", "claim")).status()).isEqualTo(422);
        ObjectNode unknown = Json.object().put("action", "claim");
        unknown.putObject("filter").put("field", "nope").put("op", "eq").put("value", 1);
        assertThat(seller.post(BULK, unknown).status()).isEqualTo(400);
        assertThat(seller.post(BULK, order("explode", mine)).status()).isEqualTo(422);
        assertThat(seller.post("/api/v1/nothing/bulk", order("claim", mine)).status())
                .isEqualTo(404);
    }

    @Test
    void theSameRequestSentTwiceIsOneJob() {
        Visitor seller = somebody("SALES_REPRESENTATIVE");
        Values mine = owned("只做一次", id(seller));
        ObjectNode order = order("tag", mine).put("name", "一次");
        seller.header("Idempotency-Key", "bulk-once-" + mine.id());
        Answer first = seller.post(BULK, order);
        assertThat(seller.post(BULK, order).text("jobId")).isEqualTo(first.text("jobId"));
    }
}
