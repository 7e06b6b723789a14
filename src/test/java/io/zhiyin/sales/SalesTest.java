package io.zhiyin.sales;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.zhiyin.ProgramTest;
import io.zhiyin.record.Action;
import io.zhiyin.record.Actor;
import io.zhiyin.record.Draft;
import io.zhiyin.record.Entities;
import io.zhiyin.record.Entity;
import io.zhiyin.record.EntityRight;
import io.zhiyin.record.FieldRight;
import io.zhiyin.record.Json;
import io.zhiyin.record.Pool;
import io.zhiyin.record.Problem;
import io.zhiyin.record.Records;
import io.zhiyin.record.Rights;
import io.zhiyin.record.Scope;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What tests of selling share: people, customers, and short words for what is done. */
abstract class SalesTest extends ProgramTest {
    static final ZoneId CHINA = ZoneId.of("Asia/Shanghai");
    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final OffsetDateTime LONG_AGO =
            OffsetDateTime.of(2020, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC);

    @Autowired Records records;
    @Autowired Entities entities;

    Entity opportunities() {
        return entities.named("opportunities");
    }

    long department() {
        return jdbc.sql(
                        "insert into department (name, created_at, updated_at) values (?, ?, ?) returning id")
                .params("部门" + NUMBER.incrementAndGet(), LONG_AGO, LONG_AGO)
                .query(Long.class)
                .single();
    }

    long user(Long department) {
        String name = "sales" + NUMBER.incrementAndGet();
        return jdbc.sql(
                        """
                        insert into app_user (username, display_name, department_id, created_at, updated_at)
                        values (?, ?, ?, ?, ?) returning id
                        """)
                .params(name, "销售" + name, department, LONG_AGO, LONG_AGO)
                .query(Long.class)
                .single();
    }

    long customer(Long owner, Long department) {
        String name = "客户" + NUMBER.incrementAndGet();
        return jdbc.sql(
                        """
                        insert into customer (code, full_name, industry, owner_id, department_id, created_at, updated_at)
                        values (?, ?, 'IT', ?, ?, ?, ?) returning id
                        """)
                .params("T" + name, name, owner, department, LONG_AGO, LONG_AGO)
                .query(Long.class)
                .single();
    }

    /** Somebody who may do everything with opportunities, customers and pipelines in this scope. */
    Actor actor(long user, Long department, Scope scope) {
        return actor(user, department, scope, Map.of());
    }

    Actor actor(long user, Long department, Scope scope, Map<String, FieldRight> fields) {
        return with(
                user,
                department,
                Map.of(
                        "opportunities", right(scope, fields),
                        "customers", right(scope, Map.of()),
                        "products", right(Scope.ALL, Map.of()),
                        "pipelines", right(Scope.ALL, Map.of()),
                        "competitors", right(Scope.ALL, Map.of())));
    }

    static Actor with(long user, Long department, Map<String, EntityRight> rights) {
        return new Actor(
                user,
                "user" + user,
                "User " + user,
                department,
                List.of(user),
                department == null ? List.of() : List.of(department),
                new Rights(rights),
                Locale.CHINA,
                CHINA,
                "127.0.0.1");
    }

    static EntityRight right(Scope scope, Map<String, FieldRight> fields) {
        var scopes = new EnumMap<Action, Scope>(Action.class);
        for (Action action : Action.values()) {
            scopes.put(action, scope);
        }
        return new EntityRight(scopes, Pool.NONE, fields);
    }

    static EntityRight without(EntityRight right, Action action) {
        var scopes = new EnumMap<Action, Scope>(right.scopes());
        scopes.remove(action);
        return new EntityRight(scopes, right.pool(), right.fields());
    }

    /** The least an opportunity needs. */
    static ObjectNode needed(long customer, long amount) {
        return Json.object()
                .put("name", "产线升级")
                .put("customerId", Long.toString(customer))
                .put("expectedAmount", BigDecimal.valueOf(amount))
                .put("expectedCloseDate", "2024-06-30")
                .put("source", "EXHIBITION");
    }

    long made(Actor actor, JsonNode body) {
        return records.create(actor, opportunities(), body, Draft.Origin.API).id();
    }

    Map<String, Object> read(Actor actor, long id) {
        return records.get(actor, opportunities(), id);
    }

    Map<String, Object> patched(Actor actor, long id, String body) {
        int version = ((Number) read(actor, id).get("version")).intValue();
        records.patch(actor, opportunities(), id, version, Json.read(body));
        return read(actor, id);
    }

    @SuppressWarnings("unchecked")
    Map<String, Object> done(Actor actor, long id, String verb, String body) {
        return (Map<String, Object>)
                opportunities().verbs().get(verb).run(actor, id, Json.read(body));
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> labels(Map<String, Object> record) {
        return (Map<String, Object>) record.get("labels");
    }

    void at(String china) {
        clock.set(java.time.LocalDateTime.parse(china).atZone(CHINA).toInstant());
    }

    static Instant day(String china) {
        return java.time.LocalDate.parse(china).atStartOfDay(CHINA).toInstant();
    }

    static void number(Object value, String expected) {
        assertThat((BigDecimal) value).isEqualByComparingTo(expected);
    }

    /** The fields refused, each as field:CODE. */
    static List<String> refused(ThrowingCallable work) {
        Problem problem = catchThrowableOfType(Problem.class, work);
        assertThat(problem).as("refused").isNotNull();
        assertThat(problem.status()).isEqualTo(422);
        return problem.errors().stream().map(e -> e.field() + ":" + e.code()).toList();
    }

    static int status(ThrowingCallable work) {
        Problem problem = catchThrowableOfType(Problem.class, work);
        assertThat(problem).as("refused").isNotNull();
        return problem.status();
    }
}
