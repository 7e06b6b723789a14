package io.zhiyin.sales;

import io.zhiyin.record.Draft;
import io.zhiyin.record.Values;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The product lines of an opportunity: name and price come from the product, the amount is
 * computed.
 */
@Component
class ProductLines {
    static final String NAME = "products";

    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
    private static final BigDecimal MOST_PIECES = new BigDecimal("99999999999.999");
    private static final BigDecimal MOST_MONEY = new BigDecimal("9999999999999999.99");

    private final JdbcClient jdbc;

    ProductLines(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    private record Product(String name, BigDecimal price) {
        static Product of(ResultSet row) throws SQLException {
            return new Product(row.getString("name"), row.getBigDecimal("price"));
        }
    }

    void complete(Draft draft) {
        List<Values> lines = draft.values().children(NAME);
        if (!draft.given(NAME) || lines == null || lines.isEmpty()) {
            return;
        }
        Map<Long, Product> products = products(lines);
        for (int i = 0; i < lines.size(); i++) {
            complete(draft, lines.get(i), products, NAME + "[" + i + "].");
        }
    }

    private void complete(Draft draft, Values line, Map<Long, Product> products, String path) {
        Product product = products.get(line.ref("productId"));
        if (line.get("name") == null) {
            line.put("name", product == null ? null : product.name());
        }
        if (line.get("unitPrice") == null) {
            line.put("unitPrice", product == null ? null : product.price());
        }
        if (line.get("name") == null) {
            draft.reject(path + "name", "REQUIRED");
        }
        BigDecimal quantity = line.number("quantity");
        BigDecimal price = line.number("unitPrice");
        if (price == null) {
            draft.reject(path + "unitPrice", "REQUIRED");
        } else if (price.signum() < 0) {
            draft.reject(path + "unitPrice", "OUT_OF_RANGE");
        } else if (quantity.signum() <= 0 || quantity.compareTo(MOST_PIECES) > 0) {
            draft.reject(path + "quantity", "OUT_OF_RANGE");
        } else {
            amount(draft, line, quantity, price, path);
        }
    }

    /** The discount is what is taken off, in per cent: 10 leaves nine tenths. */
    private static void amount(
            Draft draft, Values line, BigDecimal quantity, BigDecimal price, String path) {
        BigDecimal amount =
                quantity.multiply(price)
                        .multiply(HUNDRED.subtract(line.number("discount")))
                        .divide(HUNDRED, 2, RoundingMode.HALF_UP);
        if (amount.compareTo(MOST_MONEY) > 0) {
            draft.reject(path + "quantity", "OUT_OF_RANGE");
        }
        line.put("amount", amount);
    }

    private Map<Long, Product> products(List<Values> lines) {
        List<Long> ids =
                lines.stream().map(l -> l.ref("productId")).filter(Objects::nonNull).toList();
        var found = new HashMap<Long, Product>();
        if (!ids.isEmpty()) {
            jdbc.sql("select id, name, price from product where id = any(?)")
                    .param(ids.toArray(Long[]::new))
                    .query((row, n) -> found.put(row.getLong("id"), Product.of(row)))
                    .list();
        }
        return found;
    }
}
