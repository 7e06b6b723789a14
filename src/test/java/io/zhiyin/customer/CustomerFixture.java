package io.zhiyin.customer;

import io.zhiyin.ProgramTest;
import io.zhiyin.record.Action;
import io.zhiyin.record.Actor;
import io.zhiyin.record.Draft;
import io.zhiyin.record.Entities;
import io.zhiyin.record.Entity;
import io.zhiyin.record.EntityRight;
import io.zhiyin.record.Json;
import io.zhiyin.record.Pool;
import io.zhiyin.record.Problem;
import io.zhiyin.record.Records;
import io.zhiyin.record.Rights;
import io.zhiyin.record.Scope;
import io.zhiyin.record.Settings;
import io.zhiyin.record.Values;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.node.ObjectNode;

/** People with rights, and customers that tests are about. */
abstract class CustomerFixture extends ProgramTest {
    static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final AtomicInteger NUMBER = new AtomicInteger();

    @Autowired Entities entities;
    @Autowired Records records;
    @Autowired Settings settings;

    Entity customers;
    Entity contacts;
    Entity followUps;
    long east;
    Actor manager;
    Actor rep;

    @BeforeEach
    void people() {
        customers = entities.named(Customers.NAME);
        contacts = entities.named(Contacts.NAME);
        followUps = entities.named(FollowUps.NAME);
        east = department("华东一部");
        manager = actor(person("周子昂", east), Rights.ALL);
        rep = actor(person("林知夏", east), rights(Scope.OWN, Action.values()));
    }

    long department(String name) {
        return jdbc.sql(
                        "insert into department (name, created_at, updated_at) values (?, ?, ?) returning id")
                .params(name, at(), at())
                .query(Long.class)
                .single();
    }

    long person(String name, Long department) {
        return jdbc.sql(
                        """
                        insert into app_user (username, display_name, department_id, created_at, updated_at)
                        values (?, ?, ?, ?, ?) returning id
                        """)
                .params(
                        Arrays.asList(
                                "u" + NUMBER.incrementAndGet() + "-" + System.nanoTime(),
                                name,
                                department,
                                at(),
                                at()))
                .query(Long.class)
                .single();
    }

    OffsetDateTime at() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }

    Actor actor(long id, Rights rights) {
        return new Actor(
                id,
                "u" + id,
                "u" + id,
                east,
                List.of(id),
                List.of(east),
                rights,
                Locale.CHINA,
                ZONE,
                null);
    }

    /** The same scope on everything about customers; without transfer and approve unless named. */
    static Rights rights(Scope scope, Action... actions) {
        return rights(scope, Map.of(), actions);
    }

    static Rights rights(
            Scope scope, Map<String, io.zhiyin.record.FieldRight> fields, Action... actions) {
        var scopes = new EnumMap<Action, Scope>(Action.class);
        for (Action action : actions) {
            if (action != Action.APPROVE && action != Action.TRANSFER) {
                scopes.put(action, scope);
            }
        }
        var right = new EntityRight(scopes, Pool.NONE, Map.of());
        return new Rights(
                Map.of(
                        Customers.NAME,
                        new EntityRight(scopes, Pool.NONE, fields),
                        Contacts.NAME,
                        right,
                        FollowUps.NAME,
                        right));
    }

    /** A mobile number nobody else has. */
    static String mobile() {
        return "139%08d".formatted(10_000_000 + NUMBER.incrementAndGet());
    }

    ObjectNode body(String name, String mobile) {
        ObjectNode body = Json.object().put("fullName", name).put("industry", "MANUFACTURING");
        body.putObject("primaryContact").put("name", "顾明远").put("mobile", mobile);
        return body;
    }

    Values customer(String name) {
        return customer(manager, body(name, mobile()));
    }

    Values customer(Actor actor, ObjectNode body) {
        return records.create(actor, customers, body, Draft.Origin.API);
    }

    Values contact(long customer, String name, String mobile) {
        return records.create(
                manager,
                contacts,
                Json.object()
                        .put("customerId", Long.toString(customer))
                        .put("name", name)
                        .put("mobile", mobile),
                Draft.Origin.API);
    }

    ObjectNode talk(long customer, String content) {
        return Json.object()
                .put("customerId", Long.toString(customer))
                .put("method", "PHONE")
                .put("content", content)
                .put("nextAction", "CALL_BACK");
    }

    Values followUp(long customer, String content) {
        return records.create(manager, followUps, talk(customer, content), Draft.Origin.API);
    }

    Values now(Values customer) {
        return records.find(customers, customer.id());
    }

    Values patch(Actor actor, Values customer, ObjectNode body) {
        return records.patch(actor, customers, customer.id(), now(customer).version(), body);
    }

    static Problem problem(ThrowingCallable call) {
        return Assertions.catchThrowableOfType(Problem.class, call);
    }

    /** The wrong fields of a refusal, as field=CODE. */
    static List<String> faults(ThrowingCallable call) {
        Problem problem = problem(call);
        Assertions.assertThat(problem).as("a refusal").isNotNull();
        return problem.errors().stream().map(e -> e.field() + "=" + e.code()).toList();
    }
}
