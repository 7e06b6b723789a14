package io.zhiyin.record.imports;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;

/**
 * Makes the customer lists in src/test/resources/import: as untidy as real ones. After a change
 * here run its main method in the project's folder and commit the files.
 *
 * <p>客户名单.xlsx has 45 rows: 28 good ones, 2 of them landline only, 3 that repeat an earlier number,
 * 14 that cannot be taken. 客户名单-gbk.csv has 12 rows in GB18030: 9 good, 1 repeated, 2 wrong.
 */
final class CustomerListMaker {
    static final int GOOD = 28;
    static final int REPEATED = 3;
    static final int WRONG = 14;

    static final List<String> HEADINGS =
            List.of(
                    "客户名称*", "联系人", "职务", "手机（必填）", "邮箱", "行业", "企业规模", "来源", "地区", "省份", "城市",
                    "地址", "座机", "采购时间", "预算", "身份证号", "标签", "备注", "");

    private static final String[] COMPANIES = {
        "苏州恒拓精密机械有限公司", "上海维诺贸易商行", "杭州一叶茶业有限公司", "南通海安船务代理有限公司", "宁波北仑港务设备厂",
        "无锡太湖云信息技术有限公司", "常熟锦绣服装有限公司", "江阴鼎盛铸造有限公司", "温州瓯江阀门有限公司", "金华婺城五金工具厂",
        "台州黄岩模塑有限公司", "湖州太湖生态农业合作社", "宜兴紫砂陶艺文化有限公司", "连云港港通报关有限公司", "徐州淮海医疗器械有限公司",
        "合肥蜀山教育科技有限公司", "芜湖江城电器股份有限公司", "南昌赣江新材料有限公司", "武汉光谷激光设备有限公司", "长沙湘江互联网科技有限公司"
    };
    private static final String[] PEOPLE = {
        "吴国平", "陆敏", "叶青", "季卫东", "汪丽", "项建国", "沈雁", "方志强", "钱伟明", "蒋蓉", "孙海燕", "欧阳修文", "赵一鸣",
        "周晓彤", "郑凯", "冯雪", "褚健", "卫兰", "韩梅梅", "杨过"
    };

    private CustomerListMaker() {}

    public static void main(String[] args) throws IOException {
        Path folder = Path.of("src/test/resources/import");
        Files.createDirectories(folder);
        workbook(folder.resolve("客户名单.xlsx"));
        csv(folder.resolve("客户名单-gbk.csv"));
    }

    /** A cell is a text, a number or a date. */
    static List<Object[]> rows() {
        List<Object[]> rows = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            rows.add(
                    row(
                            COMPANIES[i],
                            PEOPLE[i],
                            i % 2 == 0 ? "总经理" : "采购经理",
                            mobile(i),
                            "contact" + i + "@example.com",
                            new String[] {"制造业", "零售业", "IT服务", "医疗健康", "互联网", "金融", "教育"}[i % 7],
                            new String[] {"微型", "小型", "中型", "大型", ""}[i % 5],
                            new String[] {"展会推广", "客户转介绍", "网站表单", "电话咨询"}[i % 4],
                            "华东",
                            "江苏",
                            "苏州",
                            "工业园区星湖街" + (100 + i) + "号",
                            "0512-6762" + (1000 + i),
                            LocalDate.of(2026, 3 + i % 9, 1 + i),
                            "10-30万",
                            "",
                            i % 3 == 0 ? "老客户、华东" : "",
                            i == 4 ? "=HYPERLINK(\"http://example.com\",\"点我\")" : ""));
        }
        rows.add(good("ＡＢＣ　国际贸易（上海）有限公司", "林　静", "１３７００００１００１", "ＩＴ服务", "２０２６／５／１"));
        rows.add(good("快乐奶茶🧋连锁", "𠮷野 浩", "+86 137-0000-1002", "Retail", "2026年5月2日"));
        rows.add(good("  首尾空格科技有限公司  ", " 马 超 ", "0086 137 0000 1003", " 制造 ", "20260503"));
        rows.add(
                good(
                        "<script>alert('x')</script>有限公司",
                        "O'Brien",
                        "137.0000.1004",
                        "OTHER",
                        "2026.5.4"));
        rows.add(good("=1+1 计算公司", "+加号先生", "(137) 0000 1005", "金融", "46147"));
        rows.add(
                good(
                        "Robert'); DROP TABLE customer;--",
                        "小明",
                        "137 0000 1006",
                        "教育",
                        "2026-05-06 09:30"));
        rows.add(landline("只有座机的老厂", "何师傅", "0513-88921234"));
        rows.add(landline("门市部（固话）", "店长", "025 8480 1234"));
        rows.add(good("苏州恒拓（重复）", "吴总", "13700001001", "制造业", ""));
        rows.add(good("上海维诺贸易", "陆小姐", "137-0000-1002", "零售业", ""));
        rows.add(good("杭州一叶茶", "叶先生", "+8613700001003", "零售业", ""));
        rows.add(good("手机太短有限公司", "汪丽", "1380000", "零售业", ""));
        rows.add(good("手机是名字有限公司", "张经理", "张经理", "制造业", ""));
        rows.add(good("手机含字母有限公司", "叶青", "+86 1xx 5716 0021", "制造业", ""));
        rows.add(good("号段不存在有限公司", "项建国", "23857710092", "制造业", ""));
        rows.add(good("手机写无有限公司", "钱伟明", "无", "其他", ""));
        rows.add(good("没有手机有限公司", "蒋蓉", "", "零售业", ""));
        rows.add(good("", "没有公司名", "13700002001", "制造业", ""));
        rows.add(good("没有联系人有限公司", "", "13700002002", "制造业", ""));
        rows.add(good("行业不认识有限公司", "孙海燕", "13700002003", "养殖渔业", ""));
        rows.add(good("没有行业有限公司", "周晓彤", "13700002004", "", ""));
        rows.add(good("日期不认识有限公司", "郑凯", "13700002005", "制造业", "明年春天"));
        Object[] email = good("邮箱不对有限公司", "冯雪", "13700002006", "制造业", "");
        email[4] = "fengxue@@example";
        rows.add(email);
        Object[] size = good("规模不在选项内有限公司", "褚健", "13700002007", "制造业", "");
        size[6] = "500人以上";
        rows.add(size);
        rows.add(good("长".repeat(201), "卫兰", "13700002008", "制造业", ""));
        return rows;
    }

    /** Some as numbers, as spreadsheets keep what looks like one. */
    private static Object mobile(int i) {
        long number = 13_700_000_000L + i;
        return i % 2 == 0 ? (Object) number : Long.toString(number);
    }

    private static Object[] good(
            String company, String person, String mobile, String industry, String date) {
        return row(
                company, person, "", mobile, "", industry, "", "", "", "", "", "", "", date, "", "",
                "", "");
    }

    private static Object[] landline(String company, String person, String phone) {
        Object[] row = good(company, person, "", "其他", "");
        row[12] = phone;
        return row;
    }

    private static Object[] row(Object... cells) {
        return Arrays.copyOf(cells, HEADINGS.size());
    }

    private static void workbook(Path file) throws IOException {
        try (var out = Files.newOutputStream(file);
                Workbook workbook = new Workbook(out, "Zhiyin", "1.0")) {
            Worksheet sheet = workbook.newWorksheet("客户主表");
            sheet.value(0, 0, "客户名单（老系统导出 2026-02-28）");
            for (int i = 0; i < HEADINGS.size(); i++) {
                sheet.value(1, i, HEADINGS.get(i));
            }
            int at = 2;
            for (Object[] row : rows()) {
                if (at == 12) {
                    at++; // a blank row, as people leave them
                }
                for (int i = 0; i < row.length; i++) {
                    put(sheet, at, i, row[i]);
                }
                at++;
            }
            Worksheet notes = workbook.newWorksheet("说明");
            notes.value(0, 0, "黄色为必填");
        }
    }

    private static void put(Worksheet sheet, int row, int column, Object value) {
        switch (value) {
            case null -> {}
            case String text when text.isEmpty() -> {}
            case String text -> sheet.value(row, column, text);
            case Long number -> sheet.value(row, column, number);
            case LocalDate date -> {
                sheet.value(row, column, date);
                sheet.style(row, column).format("yyyy-mm-dd").set();
            }
            default -> throw new IllegalArgumentException(value.toString());
        }
    }

    private static void csv(Path file) throws IOException {
        String[] lines = {
            "公司名称,联系人,联系电话,所属行业,城市,采购日期",
            "福州闽江食品有限公司,陈嘉庚,13800003001,制造业,福州,2026/6/1",
            "厦门鹭岛旅行社,\"王, 小姐\",138-0000-3002,其他,厦门,",
            "泉州石狮服饰有限公司,蔡国庆,+86 13800003003,零售,泉州,2026年6月3日",
            "漳州水仙花卉合作社,郑成功,13800003004,其他,漳州,",
            "莆田鞋业股份有限公司,黄飞鸿,13800003005,制造,莆田,",
            "南平竹业有限公司,朱熹,13800003006,制造业,南平,",
            "龙岩医药有限公司,张鼎丞,13800003007,医疗,龙岩,",
            "三明机床厂,李大钊,13800003008,制造业,三明,",
            "\"宁德新能源\n第二工厂\",曾毓群,13800003009,制造业,宁德,",
            "福州闽江食品（重复）,陈先生,138 0000 3001,制造业,福州,",
            "号码不对的店,林默娘,1380000,零售业,莆田,",
            "行业不认识的店,沈葆桢,13800003010,远洋捕捞,福州,"
        };
        Files.writeString(file, String.join("\r\n", lines) + "\r\n", Charset.forName("GB18030"));
    }
}
