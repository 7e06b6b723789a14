package io.zhiyin.record.sheet;

import io.zhiyin.record.sheet.SheetRefusal.Code;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An xlsx file. */
final class Workbook extends SheetFile {
    private static final int MOST_SHEETS = 1_000;

    private final Path file;
    private final SheetLimits limits;
    private final ZipParts zip;
    private final Map<String, String> partOfSheet = new LinkedHashMap<>();
    private String textsPart;
    private CellStyles styles;
    private boolean from1904;
    private SharedTexts texts;

    Workbook(Path file, SheetLimits limits) throws IOException {
        this.file = file;
        this.limits = limits;
        this.zip = new ZipParts(file, limits);
        try {
            describe();
        } catch (Throwable e) {
            zip.close();
            throw e;
        }
    }

    private void describe() throws IOException {
        String main = mainPart();
        if (main == null) {
            throw new SheetRefusal(otherKind());
        }
        Map<String, Relation> relations = relations(main);
        readSheets(main, relations);
        if (partOfSheet.isEmpty()) {
            throw new SheetRefusal(Code.NO_SHEET, "");
        }
        textsPart = ofType(relations, "/sharedStrings");
        String stylesPart = ofType(relations, "/styles");
        try (XmlPart part = stylesPart == null ? null : zip.open(stylesPart)) {
            styles = new CellStyles(part);
        }
    }

    private Code otherKind() throws IOException {
        if (zip.has("xl/workbook.bin")) {
            return Code.BINARY_WORKBOOK;
        }
        if (zip.has("mimetype")) {
            try (var in = zip.stream("mimetype")) {
                String type = new String(in.readNBytes(100), StandardCharsets.US_ASCII);
                return type.contains("spreadsheet") ? Code.OPEN_DOCUMENT : Code.OTHER_DOCUMENT;
            }
        }
        return zip.hasFolder("word/") || zip.hasFolder("ppt/") ? Code.OTHER_DOCUMENT : Code.ARCHIVE;
    }

    private record Relation(String type, String part) {}

    /** The workbook's own part, or null when this is no workbook. */
    private String mainPart() throws IOException {
        String named = ofType(relations(""), "/officeDocument");
        if (named != null
                && zip.has(named)
                && named.endsWith(".xml")
                && !named.startsWith("word/")
                && !named.startsWith("ppt/")) {
            return named;
        }
        return zip.has("xl/workbook.xml") ? "xl/workbook.xml" : null;
    }

    private static String ofType(Map<String, Relation> relations, String end) {
        return relations.values().stream()
                .filter(r -> r.type().endsWith(end))
                .map(Relation::part)
                .findFirst()
                .orElse(null);
    }

    /** What a part points to, by relation id; "" stands for the package. */
    private Map<String, Relation> relations(String of) throws IOException {
        int slash = of.lastIndexOf('/') + 1;
        String folder = of.substring(0, slash);
        Map<String, Relation> relations = new HashMap<>();
        try (XmlPart part = zip.open(folder + "_rels/" + of.substring(slash) + ".rels")) {
            while (part != null && part.next()) {
                if (part.starts("Relationship") && relations.size() < MOST_SHEETS * 2) {
                    String target = part.attribute("Target");
                    String type = part.attribute("Type");
                    if (target != null && type != null) {
                        relations.put(
                                part.attribute("Id"), new Relation(type, path(folder, target)));
                    }
                }
            }
        }
        return relations;
    }

    private static String path(String folder, String target) {
        return Path.of("/" + (target.startsWith("/") ? target : folder + target))
                .normalize()
                .toString()
                .substring(1);
    }

    private void readSheets(String main, Map<String, Relation> relations) throws IOException {
        Map<String, String> hidden = new LinkedHashMap<>();
        try (XmlPart part = zip.open(main)) {
            while (part.next()) {
                if (part.starts("workbookPr")) {
                    String flag = part.attribute("date1904");
                    from1904 = "1".equals(flag) || "true".equals(flag);
                } else if (part.starts("sheet") && partOfSheet.size() < MOST_SHEETS) {
                    Relation relation = relations.get(part.attribute("id"));
                    String name = part.attribute("name");
                    if (relation != null
                            && name != null
                            && zip.has(relation.part())
                            && relation.type().endsWith("/worksheet")) {
                        boolean shown =
                                part.attribute("state") == null
                                        || part.attribute("state").equals("visible");
                        (shown ? partOfSheet : hidden).put(name, relation.part());
                    }
                }
            }
        }
        partOfSheet.putAll(hidden);
    }

    @Override
    public Format format() {
        return Format.XLSX;
    }

    @Override
    public String encoding() {
        return null;
    }

    @Override
    public List<String> sheets() {
        return new ArrayList<>(partOfSheet.keySet());
    }

    @Override
    public SheetRows rows(String sheet) throws IOException {
        String part = partOfSheet.get(sheet);
        if (part == null) {
            throw new SheetRefusal(Code.NO_SHEET, sheet);
        }
        return new WorkbookRows(zip.open(part), texts(), styles, from1904, limits);
    }

    private SharedTexts texts() throws IOException {
        if (texts == null) {
            XmlPart part = textsPart == null ? null : zip.open(textsPart);
            texts =
                    part == null
                            ? SharedTexts.NONE
                            : SharedTexts.read(
                                    part, limits.cell(), file.toAbsolutePath().getParent());
        }
        return texts;
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }
}
