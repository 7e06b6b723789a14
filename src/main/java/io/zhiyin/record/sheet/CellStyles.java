package io.zhiyin.record.sheet;

import io.zhiyin.record.sheet.SheetRefusal.Code;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What the number of a cell means, by the cell's style: Excel knows dates by their look only. */
final class CellStyles {
    /** How a number is to be read. */
    enum Look {
        NUMBER,
        PERCENT,
        DATE,
        TIME
    }

    private static final int MOST = 70_000;

    private final List<Look> looks = new ArrayList<>();

    /**
     * @param part the styles, closed by the caller; null when there are none
     */
    CellStyles(XmlPart part) {
        if (part == null) {
            return;
        }
        Map<String, String> formats = new HashMap<>();
        boolean cellFormats = false;
        while (part.next()) {
            if (part.starts("numFmt")) {
                formats.put(part.attribute("numFmtId"), part.attribute("formatCode"));
            } else if (part.starts("cellXfs")) {
                cellFormats = true;
            } else if (part.ends("cellXfs")) {
                cellFormats = false;
            } else if (cellFormats && part.starts("xf")) {
                looks.add(look(part.attribute("numFmtId"), formats));
            }
            if (looks.size() > MOST || formats.size() > MOST) {
                throw new SheetRefusal(Code.SUSPICIOUS_WORKBOOK);
            }
        }
    }

    Look of(int style) {
        return style >= 0 && style < looks.size() ? looks.get(style) : Look.NUMBER;
    }

    private static Look look(String id, Map<String, String> formats) {
        String code = formats.get(id);
        if (code != null) {
            return ofCode(code);
        }
        int number;
        try {
            number = id == null ? 0 : Integer.parseInt(id);
        } catch (NumberFormatException e) {
            return Look.NUMBER;
        }
        return ofBuiltIn(number);
    }

    /** Ids 27–36 and 50–58 are dates in East Asian Excel, 32–35, 55 and 56 partly times. */
    private static Look ofBuiltIn(int id) {
        if (id == 9 || id == 10) {
            return Look.PERCENT;
        }
        if ((id >= 18 && id <= 21) || (id >= 32 && id <= 35) || (id >= 45 && id <= 47)) {
            return Look.TIME;
        }
        if ((id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 50 && id <= 58)) {
            return Look.DATE;
        }
        return Look.NUMBER;
    }

    /** Judges the first section of a format code without its quoted, escaped and bracketed text. */
    static Look ofCode(String code) {
        String bare =
                code.replaceAll("\\[[hHmMsS]+\\]", "h")
                        .replaceAll("\"[^\"]*\"|\\\\.|\\[[^\\]]*\\]|[_*].", "")
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("am/pm|上午/下午|general|g/通用格式", "");
        int section = bare.indexOf(';');
        bare = section > 0 ? bare.substring(0, section) : bare;
        if (bare.indexOf('y') >= 0
                || bare.indexOf('d') >= 0
                || bare.indexOf('e') >= 0 && noDigits(bare)) {
            return Look.DATE;
        }
        if (bare.indexOf('h') >= 0 || bare.indexOf('s') >= 0) {
            return Look.TIME;
        }
        if (bare.indexOf('m') >= 0) {
            return Look.DATE;
        }
        return bare.indexOf('%') >= 0 ? Look.PERCENT : Look.NUMBER;
    }

    /** 0.00E+00 is a number; e alone is a year. */
    private static boolean noDigits(String bare) {
        return bare.indexOf('0') < 0 && bare.indexOf('#') < 0;
    }
}
