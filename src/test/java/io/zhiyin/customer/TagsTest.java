package io.zhiyin.customer;

import static org.assertj.core.api.Assertions.assertThat;

import io.zhiyin.record.Draft;
import io.zhiyin.record.Entity;
import io.zhiyin.record.Filter;
import io.zhiyin.record.Json;
import io.zhiyin.record.Query;
import io.zhiyin.record.Values;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/** Tags and their dimensions (C4, as far as manual tags go). */
class TagsTest extends CustomerFixture {
    private Entity tags;

    @BeforeEach
    void tags() {
        tags = entities.named("tags");
    }

    private Values tag(String name) {
        return records.create(manager, tags, Json.object().put("name", name), Draft.Origin.API);
    }

    private Values tagged(String name, String... names) {
        ObjectNode body = body(name, mobile());
        var array = body.putArray("tags");
        List.of(names).forEach(array::add);
        return customer(manager, body);
    }

    private List<Object> holders(String filter) {
        return records
                .list(manager, customers, Query.first(20).where(Filter.parse(filter)))
                .items()
                .stream()
                .map(i -> i.get("fullName"))
                .toList();
    }

    @Test
    void aNameStandsForOneTagOnly() {
        Values tag = tag("年度框架A");
        assertThat(problem(() -> tag("年度框架a")).code()).isEqualTo("DUPLICATE");
        assertThat(problem(() -> tag("年度框架a")).extra().get("existing").toString())
                .contains(Long.toString(tag.id()));
        assertThat(
                        faults(
                                () ->
                                        records.create(
                                                manager,
                                                tags,
                                                Json.object()
                                                        .put("name", "x")
                                                        .put("dimension", "SIZE")
                                                        .put("color", "red;}"),
                                                Draft.Origin.API)))
                .containsExactlyInAnyOrder("dimension=NOT_CHOICE", "color=NOT_COLOR");
    }

    @Test
    void customersAreFoundByTheirTags() {
        tagged("贴了两张", "重点跟进T", "年度框架T");
        tagged("贴了一张", "重点跟进T");
        assertThat(holders("{\"op\":\"hasTag\",\"value\":\"重点跟进T\"}"))
                .containsExactlyInAnyOrder("贴了两张", "贴了一张");
        assertThat(holders("{\"op\":\"hasTag\",\"value\":\"年度框架T\"}")).containsExactly("贴了两张");
        assertThat(holders("{\"op\":\"hasAnyTag\",\"value\":[\"年度框架T\",\"没有的\"]}"))
                .containsExactly("贴了两张");
    }

    @Test
    void aRenamedTagIsRenamedEverywhereAtOnce() {
        Values made = tagged("改名", "旧标签名");
        long id = jdbc.sql("select id from tag where name = '旧标签名'").query(Long.class).single();
        records.patch(manager, tags, id, 1, Json.object().put("name", "新标签名"));
        assertThat(records.get(manager, customers, made.id()).get("tags"))
                .isEqualTo(List.of("新标签名"));
        records.delete(manager, tags, id, 2);
        assertThat(records.get(manager, customers, made.id()).get("tags")).isEqualTo(List.of());
        tag("新标签名");
        assertThat(problem(() -> records.restore(manager, tags, id)).code()).isEqualTo("DUPLICATE");
    }

    @Test
    void multiChoicesAreFilteredByWhatTheyHold() {
        ObjectNode body = body("要培训", mobile());
        body.putArray("demands").add("TRAINING").add("CONSULTING");
        customer(manager, body);
        String mine = ",{\"field\":\"fullName\",\"op\":\"eq\",\"value\":\"要培训\"}]}";
        assertThat(
                        holders(
                                "{\"op\":\"and\",\"conditions\":[{\"field\":\"demands\",\"op\":\"in\",\"value\":[\"CONSULTING\"]}"
                                        + mine))
                .hasSize(1);
        assertThat(
                        holders(
                                "{\"op\":\"and\",\"conditions\":[{\"field\":\"demands\",\"op\":\"eq\",\"value\":\"MAINTENANCE\"}"
                                        + mine))
                .isEmpty();
    }
}
