package io.zhiyin.sales;

import static org.assertj.core.api.Assertions.assertThat;

import io.zhiyin.record.Actor;
import io.zhiyin.record.Draft;
import io.zhiyin.record.FieldRight;
import io.zhiyin.record.Filter;
import io.zhiyin.record.History;
import io.zhiyin.record.Json;
import io.zhiyin.record.Query;
import io.zhiyin.record.Scope;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** The product lines: a list owned by its opportunity, sent and saved with it. */
class ProductLinesTest extends SalesTest {
    @Autowired History history;

    private long user;
    private long customer;
    private Actor seller;
    private long product;

    @BeforeEach
    void catalogue() {
        user = user(null);
        customer = customer(user, null);
        seller = actor(user, null, Scope.OWN);
        product =
                records.create(
                                seller,
                                entities.named("products"),
                                Json.read("{\"name\":\"MES 标准版\",\"price\":80000,\"unit\":\"套\"}"),
                                Draft.Origin.API)
                        .id();
    }

    private long withLines() {
        var body = needed(customer, 200_000);
        body.set(
                "products",
                Json.read(
                        """
                        [{"productId":"%d","quantity":2,"discount":12.5},
                         {"name":"现场实施","quantity":0.333,"unitPrice":1000}]
                        """
                                .formatted(product)));
        return made(seller, body);
    }

    @SuppressWarnings("unchecked")
    private List<Map<String, Object>> lines(Actor actor, long id) {
        return (List<Map<String, Object>>) read(actor, id).get("products");
    }

    @Test
    void nameAndPriceComeFromTheProductTheAmountIsComputed() {
        List<Map<String, Object>> lines = lines(seller, withLines());
        assertThat(lines).extracting(l -> l.get("name")).containsExactly("MES 标准版", "现场实施");
        number(lines.get(0).get("unitPrice"), "80000");
        number(lines.get(0).get("amount"), "140000");
        number(lines.get(1).get("amount"), "333");
    }

    @Test
    void aListIsReplacedAsAWholeAndTheHistoryShowsBoth() {
        long id = withLines();
        patched(seller, id, "{\"name\":\"另一个名字\"}");
        assertThat(lines(seller, id)).as("a patch without lines leaves them").hasSize(2);

        patched(seller, id, "{\"products\":[{\"name\":\"培训\",\"unitPrice\":500,\"amount\":9}]}");
        assertThat(lines(seller, id)).hasSize(1);
        number(lines(seller, id).getFirst().get("amount"), "500");
        var versions = (List<?>) history.versions(seller, opportunities(), id, null).get("items");
        var change =
                (Map<?, ?>) ((List<?>) ((Map<?, ?>) versions.getFirst()).get("changes")).getFirst();
        assertThat(change.get("field")).isEqualTo("products");
        assertThat(change.get("old").toString()).contains("MES 标准版", "现场实施");
        assertThat(change.get("new").toString()).contains("培训").doesNotContain("MES");

        history.restore(seller, opportunities(), id, 2, 3);
        assertThat(lines(seller, id))
                .extracting(l -> l.get("name"))
                .containsExactly("MES 标准版", "现场实施");
        assertThat(read(seller, id).get("version")).isEqualTo(4L);
    }

    @Test
    void theSameLinesAgainAreNoChange() {
        long id = withLines();
        var again = Json.object();
        again.set("products", Json.MAPPER.valueToTree(lines(seller, id)));
        assertThat(patched(seller, id, again.toString()).get("version")).isEqualTo(1L);
    }

    @Test
    void everyWrongLineIsNamed() {
        var body = needed(customer, 1);
        body.set(
                "products",
                Json.read(
                        """
                        [{"quantity":1,"unitPrice":1},{"name":"a","unitPrice":-1},{"name":"b"},
                         {"name":"c","unitPrice":1,"quantity":0},{"name":"d","unitPrice":1,"discount":101},
                         {"name":"e","unitPrice":1,"colour":"red"},{"productId":"999999999","unitPrice":1,"name":"f"}]
                        """));
        assertThat(refused(() -> made(seller, body)))
                .containsExactlyInAnyOrder(
                        "products[0].name:REQUIRED",
                        "products[1].unitPrice:OUT_OF_RANGE",
                        "products[2].unitPrice:REQUIRED",
                        "products[3].quantity:OUT_OF_RANGE",
                        "products[4].discount:NOT_PERCENT",
                        "products[5].colour:UNKNOWN_FIELD",
                        "products[6].productId:NOT_FOUND");
    }

    @Test
    void anAmountTooLargeForMoneyIsRefused() {
        var body = needed(customer, 1);
        body.set(
                "products",
                Json.read("[{\"name\":\"a\",\"unitPrice\":9999999999,\"quantity\":99999999999}]"));
        assertThat(refused(() -> made(seller, body)))
                .containsExactly("products[0].quantity:OUT_OF_RANGE");
    }

    @Test
    void aRoleMayReadOrNotEvenSeeThem() {
        long id = withLines();
        Actor reader = actor(user, null, Scope.OWN, Map.of("products", FieldRight.READ));
        assertThat(lines(reader, id)).hasSize(2);
        for (String body : List.of("{\"products\":[]}", "{\"products\":null}")) {
            assertThat(refused(() -> patched(reader, id, body)))
                    .containsExactly("products:READ_ONLY");
        }
        Actor blind = actor(user, null, Scope.OWN, Map.of("products", FieldRight.HIDDEN));
        assertThat(read(blind, id)).doesNotContainKey("products");
        assertThat(refused(() -> patched(blind, id, "{\"products\":[]}")))
                .containsExactly("products:UNKNOWN_FIELD");
        var oracle = Filter.parse("{\"field\":\"products.name\",\"op\":\"eq\",\"value\":\"现场实施\"}");
        assertThat(status(() -> records.list(blind, opportunities(), Query.first(5).where(oracle))))
                .isEqualTo(400);
        assertThat(records.list(seller, opportunities(), Query.first(5).where(oracle)).items())
                .hasSize(1);
        var versions = (List<?>) history.versions(blind, opportunities(), id, null).get("items");
        assertThat(versions.toString()).doesNotContain("现场实施");
    }
}
