package io.zhiyin.record;

import io.zhiyin.record.Problem.FieldError;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/**
 * The company's settings, described so that a screen needs to know none of them by name: {@code GET
 * /settings} and {@code PUT /settings {"recycleBin.days": 60}}, all or nothing. For administrators.
 */
@RestController
@RequestMapping("/api/v1/settings")
class SettingsController {
    private final List<Setting> offered;
    private final Settings settings;
    private final History history;
    private final Texts texts;
    private final Audit audit;
    private final TransactionTemplate transaction;

    SettingsController(
            List<Setting> offered,
            Settings settings,
            History history,
            Texts texts,
            Audit audit,
            TransactionTemplate transaction) {
        this.offered = offered.stream().sorted(Comparator.comparing(Setting::name)).toList();
        this.settings = settings;
        this.history = history;
        this.texts = texts;
        this.audit = audit;
        this.transaction = transaction;
    }

    @GetMapping
    Map<String, Object> settings(Actor actor) {
        administrator(actor);
        return Map.of("items", offered.stream().map(each -> told(each, actor.locale())).toList());
    }

    /** Absent stays as it is, null goes back to what holds by itself. */
    @PutMapping
    Map<String, Object> change(Actor actor, @RequestBody JsonNode body) {
        administrator(actor);
        if (!body.isObject()) {
            throw Problem.malformed("NOT_AN_OBJECT");
        }
        Map<Setting, JsonNode> wanted = read(body);
        transaction.executeWithoutResult(
                status -> wanted.forEach((setting, value) -> put(actor, setting, value)));
        // What was read while this was not committed yet is old.
        settings.forget();
        return settings(actor);
    }

    private Map<Setting, JsonNode> read(JsonNode body) {
        var wanted = new LinkedHashMap<Setting, JsonNode>();
        var errors = new ArrayList<FieldError>();
        for (String name : body.propertyNames()) {
            Setting setting =
                    offered.stream().filter(s -> s.name().equals(name)).findFirst().orElse(null);
            if (setting == null) {
                errors.add(new FieldError(Sent.shown(name), "UNKNOWN_FIELD"));
                continue;
            }
            JsonNode value = body.get(name).isNull() ? setting.otherwise() : body.get(name);
            String fault = setting.fault(value);
            if (fault != null) {
                errors.add(new FieldError(name, fault, setting.least(), setting.most()));
            }
            wanted.put(setting, value);
        }
        if (!errors.isEmpty()) {
            throw Problem.invalid(errors);
        }
        return wanted;
    }

    private void put(Actor actor, Setting setting, JsonNode value) {
        JsonNode before = settings.value(setting);
        if (before.equals(value)) {
            return;
        }
        settings.put(actor, setting, value);
        audit.add(
                actor,
                "SETTING_CHANGED",
                null,
                null,
                Map.of("setting", setting.name(), "value", value, "valueBefore", before));
    }

    private static void administrator(Actor actor) {
        if (!actor.rights().administrator()) {
            throw Problem.forbidden();
        }
    }

    private Map<String, Object> told(Setting setting, Locale locale) {
        String key = "setting." + setting.name();
        boolean number = setting.kind() == Setting.Kind.INTEGER;
        Settings.Decided decided = settings.decided(setting);
        var told = new LinkedHashMap<String, Object>();
        told.put("name", setting.name());
        told.put("group", setting.group());
        told.put("groupLabel", texts.text("settingGroup." + setting.group(), locale));
        told.put("label", texts.text(key, locale));
        told.put("help", texts.text(key + ".help", locale));
        told.put("kind", setting.kind().json());
        told.put("unit", number ? texts.text(key + ".unit", locale) : null);
        told.put("min", number ? setting.least() : null);
        told.put("max", number ? setting.most() : null);
        told.put("default", setting.otherwise());
        told.put("value", settings.value(setting));
        told.put("changedAt", decided == null ? null : decided.at());
        told.put("changedBy", decided == null ? null : history.person(decided.by()));
        return told;
    }
}
