package io.zhiyin.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.zhiyin.ProgramTest;
import io.zhiyin.Visitor;
import io.zhiyin.Visitor.Answer;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Stored views: who sees them, who changes them, and what is told of what the reader may not see.
 */
class ListViewsTest extends ProgramTest {
    private static final String VIEWS = "/api/v1/views";
    private static int number;

    private Visitor somebody(String role, Long department) {
        Visitor visitor = user("views-" + number++, role);
        String id = visitor.get("/api/v1/me").text("id");
        if (department != null) {
            Visitor admin = visitor().token(adminToken());
            ObjectNode body =
                    Json.object()
                            .put("version", admin.get("/api/v1/users/" + id).at("version").asInt())
                            .put("departmentId", department.toString());
            assertThat(admin.patch("/api/v1/users/" + id, body).status()).isEqualTo(200);
        }
        return visitor;
    }

    private long department() {
        String name = "视图部" + number++;
        Answer made =
                visitor()
                        .token(adminToken())
                        .post("/api/v1/departments", Json.object().put("name", name));
        assertThat(made.status()).as("%s", made).isEqualTo(201);
        return Long.parseLong(made.id());
    }

    private static ObjectNode view(String name, String visibility) {
        ObjectNode view =
                Json.object()
                        .put("entity", "customers")
                        .put("name", name)
                        .put("visibility", visibility)
                        .put("sort", "-createdAt");
        view.putObject("filter").put("field", "grade").put("op", "eq").put("value", "KEY");
        view.putArray("columns")
                .addObject()
                .put("path", "fullName")
                .put("width", 260)
                .put("pinned", true);
        return view;
    }

    private static List<String> names(Visitor who) {
        return who.get(VIEWS + "?entity=customers")
                .at("items")
                .valueStream()
                .map(v -> v.get("name").asString())
                .toList();
    }

    @Test
    void aViewIsSeenByItsOwnerByHisDepartmentOrByAll() {
        long east = department();
        Visitor admin = admin();
        Visitor owner = somebody("SALES_REPRESENTATIVE", east);
        Visitor colleague = somebody("SALES_REPRESENTATIVE", east);
        Visitor stranger = somebody("SALES_REPRESENTATIVE", department());
        String mine = owner.post(VIEWS, view("只我看", "PRIVATE")).id();
        String ours = owner.post(VIEWS, view("我们部门看", "TEAM")).id();
        Answer all = admin.post(VIEWS, view("大家看" + number, "PUBLIC"));
        assertThat(all.status()).as("%s", all).isEqualTo(201);
        assertThat(names(owner)).contains("只我看", "我们部门看", "大家看" + number);
        assertThat(names(colleague)).doesNotContain("只我看").contains("我们部门看");
        assertThat(names(stranger)).doesNotContain("只我看", "我们部门看").contains("大家看" + number);
        assertThat(colleague.get(VIEWS + "/" + mine).status()).isEqualTo(404);
        assertThat(stranger.get(VIEWS + "/" + ours).status()).isEqualTo(404);
        assertThat(admin.get(VIEWS + "/" + mine).status()).isEqualTo(404);
        assertThat(colleague.get(VIEWS + "/" + ours).at("editable").asBoolean()).isFalse();
        assertThat(colleague.patch(VIEWS + "/" + ours, "{\"version\":1,\"name\":\"x\"}").status())
                .isEqualTo(403);
        assertThat(colleague.delete(VIEWS + "/" + ours + "?version=1").status()).isEqualTo(403);
    }

    @Test
    void oneForAllIsMadeAndKeptByWhoMayConfigure() {
        Visitor seller = somebody("SALES_REPRESENTATIVE", null);
        Answer refused = seller.post(VIEWS, view("想给大家", "PUBLIC"));
        assertThat(refused.text("errors.0.code")).isEqualTo("MAY_NOT_PUBLISH");
        Answer open = admin().post(VIEWS, view("公共视图" + number++, "PUBLIC"));
        assertThat(
                        seller.patch(VIEWS + "/" + open.id(), "{\"version\":1,\"name\":\"我的\"}")
                                .status())
                .isEqualTo(403);
        assertThat(admin().patch(VIEWS + "/" + open.id(), "{\"version\":1,\"sort\":null}").status())
                .isEqualTo(200);
    }

    @Test
    void aViewIsChangedByItsVersionAndDeletedWithTheDefaultsThatNameIt() {
        Visitor seller = somebody("SALES_REPRESENTATIVE", null);
        Answer made = seller.post(VIEWS, view("重点客户", "PRIVATE"));
        String path = VIEWS + "/" + made.id();
        assertThat(made.at("columns.0.width").asInt()).isEqualTo(260);
        assertThat(seller.post(VIEWS, view("重点客户", "PRIVATE")).code()).isEqualTo("DUPLICATE");
        assertThat(seller.patch(path, "{\"name\":\"改名\"}").status()).isEqualTo(428);
        Answer changed = seller.patch(path, "{\"version\":1,\"name\":\"改名\"}");
        assertThat(changed.text("name")).isEqualTo("改名");
        assertThat(changed.text("filter.value")).isEqualTo("KEY");
        assertThat(seller.patch(path, "{\"version\":1,\"name\":\"又改\"}").code()).isEqualTo("STALE");
        Answer standard =
                seller.put(
                        VIEWS + "/default",
                        Json.object().put("entity", "customers").put("view", made.id()));
        assertThat(standard.text("default")).isEqualTo(made.id());
        assertThat(seller.delete(path + "?version=2").status()).isEqualTo(204);
        assertThat(seller.get(VIEWS + "?entity=customers").text("default")).isNull();
        seller.put(VIEWS + "/default", "{\"entity\":\"customers\",\"view\":\"mine\"}");
        assertThat(seller.get(VIEWS + "?entity=customers").text("default")).isEqualTo("mine");
        assertThat(
                        seller.put(
                                        VIEWS + "/default",
                                        "{\"entity\":\"customers\",\"view\":\"99999\"}")
                                .status())
                .isEqualTo(404);
    }

    @Test
    void aConditionOnWhatTheReaderMayNotQueryIsMarkedAndNeitherFieldNorValueIsTold() {
        Visitor admin = admin();
        ObjectNode body = view("含预算" + number, "PUBLIC").put("sort", "-totalAmount,fullName");
        ObjectNode and = body.putObject("filter").put("op", "and");
        var conditions = and.putArray("conditions");
        conditions.addObject().put("field", "grade").put("op", "eq").put("value", "KEY");
        conditions.addObject().put("field", "shortName").put("op", "contains").put("value", "暗号");
        body.putArray("columns").addObject().put("path", "shortName");
        Answer made = admin.post(VIEWS, body);
        assertThat(made.status()).as("%s", made).isEqualTo(201);
        Visitor blind = blind();
        Answer seen = blind.get(VIEWS + "/" + made.id());
        assertThat(seen.status()).as("%s", seen).isEqualTo(200);
        assertThat(seen.at("unavailable").asInt()).isEqualTo(1);
        assertThat(seen.text("filter.conditions.1.op")).isEqualTo("unavailable");
        assertThat(seen.text()).doesNotContain("暗号", "shortName", "totalAmount");
        assertThat(seen.text("sort")).isEqualTo("fullName");
        assertThat(seen.at("columns").size()).isZero();
    }

    /** Somebody who may configure customers and see neither short names nor amounts. */
    private Visitor blind() {
        Visitor admin = visitor().token(adminToken());
        ObjectNode role = Json.object().put("name", "看不见" + number++);
        ObjectNode permission =
                role.putArray("permissions")
                        .addObject()
                        .put("entity", "customers")
                        .put("scope", "ALL");
        permission.putArray("actions").add("view").add("configure");
        permission.putObject("fields").put("shortName", "HIDDEN").put("totalAmount", "HIDDEN");
        Answer made = admin.post("/api/v1/roles", role);
        assertThat(made.status()).as("%s", made).isEqualTo(201);
        String name = "views-" + number++;
        ObjectNode user =
                Json.object()
                        .put("username", name)
                        .put("displayName", name)
                        .put("password", name + "'s own secret")
                        .put("mustChangePassword", false);
        user.putArray("roleIds").add(made.id());
        assertThat(admin.post("/api/v1/users", user).status()).isEqualTo(201);
        Visitor visitor = visitor();
        assertThat(visitor.signIn(name, name + "'s own secret").status()).isEqualTo(200);
        return visitor;
    }

    @Test
    void aMarkedConditionSentBackStaysWhatItWas() {
        Visitor admin = admin();
        ObjectNode body = view("原样留着" + number++, "PUBLIC");
        ObjectNode and = body.putObject("filter").put("op", "and");
        var conditions = and.putArray("conditions");
        conditions.addObject().put("field", "shortName").put("op", "contains").put("value", "暗号");
        conditions.addObject().put("field", "grade").put("op", "eq").put("value", "KEY");
        Answer made = admin.post(VIEWS, body);
        Visitor blind = blind();
        JsonNode told = blind.get(VIEWS + "/" + made.id()).at("filter");
        ObjectNode change = Json.object().put("version", 1);
        change.putObject("filter")
                .put("op", "and")
                .putArray("conditions")
                .add(told.at("/conditions/0"));
        Answer changed = blind.patch(VIEWS + "/" + made.id(), change);
        assertThat(changed.status()).as("%s", changed).isEqualTo(200);
        Answer now = admin.get(VIEWS + "/" + made.id());
        assertThat(now.at("filter.conditions").size()).isEqualTo(1);
        assertThat(now.text("filter.conditions.0.value")).isEqualTo("暗号");
        change.put("version", 2);
        change.putObject("filter").put("field", "shortName").put("op", "notNull");
        assertThat(blind.patch(VIEWS + "/" + made.id(), change).status()).isEqualTo(400);
    }

    @Test
    void mineInASharedViewIsTheReadersOwn() {
        Visitor one = somebody("SALES_DIRECTOR", null);
        Visitor other = somebody("SALES_DIRECTOR", null);
        String me = "{\"field\":\"ownerId\",\"op\":\"eq\",\"value\":\"me\"}";
        String path =
                "/api/v1/customers?filter="
                        + java.net.URLEncoder.encode(me, java.nio.charset.StandardCharsets.UTF_8);
        ObjectNode body = Json.object().put("fullName", "我自己的").put("industry", "IT");
        body.putObject("primaryContact")
                .put("name", "王")
                .put("mobile", "1380017" + (1000 + number++));
        assertThat(one.post("/api/v1/customers", body).status()).isEqualTo(201);
        assertThat(one.get(path).at("total").asInt()).isEqualTo(1);
        assertThat(other.get(path).at("total").asInt()).isZero();
    }

    @Test
    void aWrongViewIsRefusedNamingWhatIsWrong() {
        Visitor seller = somebody("SALES_REPRESENTATIVE", null);
        assertThat(seller.post(VIEWS, view("", "PRIVATE")).text("errors.0.field"))
                .isEqualTo("name");
        assertThat(seller.post(VIEWS, view("x", "EVERYBODY")).text("errors.0.field"))
                .isEqualTo("visibility");
        ObjectNode columns = view("列不对", "PRIVATE");
        columns.putArray("columns").addObject().put("path", "nope");
        assertThat(seller.post(VIEWS, columns).text("errors.0.field")).isEqualTo("columns[0].path");
        ObjectNode width = view("宽不对", "PRIVATE");
        width.putArray("columns").addObject().put("path", "grade").put("width", 5);
        assertThat(seller.post(VIEWS, width).text("errors.0.code")).isEqualTo("NOT_BETWEEN");
        ObjectNode filter = view("条件不对", "PRIVATE");
        filter.putObject("filter").put("field", "nope").put("op", "eq").put("value", 1);
        assertThat(seller.post(VIEWS, filter).status()).isEqualTo(400);
        assertThat(seller.post(VIEWS, view("多一样", "PRIVATE").put("x", 1)).status()).isEqualTo(422);
        assertThat(seller.get(VIEWS + "?entity=roles").status()).isEqualTo(403);
        assertThat(seller.get(VIEWS).status()).isEqualTo(400);
    }

    @Test
    void favouritesAndRecentsAreOnesOwnAndForgetWhatIsOutOfSight() {
        Visitor seller = somebody("SALES_REPRESENTATIVE", null);
        ObjectNode body = Json.object().put("fullName", "收藏的客户").put("industry", "IT");
        body.putObject("primaryContact")
                .put("name", "王")
                .put("mobile", "1380018" + (1000 + number++));
        String id = seller.post("/api/v1/customers", body).id();
        String mark = "/api/v1/favourites/customers/" + id;
        assertThat(seller.put(mark, null).status()).isEqualTo(204);
        assertThat(seller.put("/api/v1/recents/customers/" + id, null).status()).isEqualTo(204);
        assertThat(seller.get("/api/v1/favourites").text("items.0.title")).isEqualTo("收藏的客户");
        assertThat(seller.get("/api/v1/recents").text("items.0.id")).isEqualTo(id);
        Visitor other = somebody("SALES_REPRESENTATIVE", null);
        assertThat(other.put(mark, null).status()).isEqualTo(404);
        assertThat(other.get("/api/v1/favourites").at("items").size()).isZero();
        jdbc.sql("update customer set owner_id = 1, full_name = '改名以后' where id = ?")
                .param(Long.valueOf(id))
                .update();
        assertThat(seller.get("/api/v1/favourites").at("items").size()).isZero();
        assertThat(seller.get("/api/v1/recents").text()).doesNotContain("改名以后");
        assertThat(seller.delete(mark).status()).isEqualTo(204);
    }
}
