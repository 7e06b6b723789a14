package io.zhiyin.demo;

import java.util.List;
import java.util.Map;

/** What the example company sells, and to whom it fits. */
final class Goods {
    static final Words RIVALS = Words.read("company.txt");

    /** A product; the price is in yuan per unit. {@code brief} is its name without the edition. */
    record Product(long id, String code, String name, String category, String unit, long price) {
        Product withId(long given) {
            return new Product(given, code, name, category, unit, price);
        }

        /** What people say for it: MES, 批次追溯平台. */
        String brief() {
            int gap = name.indexOf(' ');
            boolean letters = gap > 0 && name.charAt(0) < 128;
            return letters ? name.substring(0, gap) : name.replaceAll("（.*$", "");
        }
    }

    private static final Map<String, String> FIRST =
            Map.of(
                    "MANUFACTURING", "生产管理",
                    "RETAIL", "零售会员",
                    "HEALTHCARE", "医疗健康",
                    "EDUCATION", "教育",
                    "FINANCE", "金融",
                    "OTHER", "仓储物流",
                    "IT", "数据分析",
                    "INTERNET", "零售会员");

    /** The demand that a category of products answers, by the codes the company adds. */
    static final Map<String, String> DEMANDS =
            Map.of(
                    "生产管理", "PRODUCTION",
                    "仓储物流", "WAREHOUSE",
                    "零售会员", "MEMBERSHIP",
                    "医疗健康", "LABORATORY",
                    "数据分析", "ANALYTICS",
                    "设备物联", "IOT");

    private final List<Product> products;

    Goods(List<Product> products) {
        this.products = products;
    }

    static List<Product> catalogue() {
        var rows = RIVALS.rows("products");
        var products = new java.util.ArrayList<Product>();
        for (String[] r : rows) {
            products.add(new Product(0, r[0], r[1], r[2], r[3], Long.parseLong(r[4])));
        }
        return products;
    }

    List<Product> all() {
        return products;
    }

    /** The system a customer of this trade would buy first. */
    Product main(String industry, Dice dice) {
        String wanted =
                dice.chance(0.78)
                        ? FIRST.getOrDefault(industry, "数据分析")
                        : dice.of("数据分析", "仓储物流", "设备物联");
        return of(wanted, dice);
    }

    Product extra(Dice dice) {
        return of(dice.of("服务", "服务", "设备物联", "数据分析"), dice);
    }

    private Product of(String category, Dice dice) {
        List<Product> fitting =
                products.stream().filter(p -> p.category().equals(category)).toList();
        return fitting.get(dice.below(fitting.size()));
    }
}
