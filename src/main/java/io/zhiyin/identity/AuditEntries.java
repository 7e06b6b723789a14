package io.zhiyin.identity;

import io.zhiyin.record.Action;
import io.zhiyin.record.Definition;
import io.zhiyin.record.Entity;
import io.zhiyin.record.Field;
import io.zhiyin.record.FieldType;
import org.springframework.stereotype.Component;

/** The audit trail, to be read and never changed. */
@Component
class AuditEntries implements Definition {
    private static final String[] ACTIONS = {
        "LOGIN",
        "LOGIN_FAILED",
        "LOCKED_OUT",
        "UNLOCKED",
        "LOGOUT",
        "SESSION_ENDED",
        "PASSWORD_CHANGED",
        "PASSWORD_SET",
        "TOKEN_CREATED",
        "TOKEN_REVOKED",
        "USER_CREATED",
        "USER_CHANGED",
        "USER_REMOVED",
        "USER_RESTORED",
        "ROLE_CREATED",
        "ROLE_CHANGED",
        "ROLE_REMOVED",
        "ROLE_RESTORED",
        "DEPARTMENT_CREATED",
        "DEPARTMENT_MOVED",
        "DEPARTMENT_REMOVED",
        "DEPARTMENT_RESTORED",
        "REVEAL",
        "EXPORT",
        "IMPORT",
        "SHARE",
        "CHOICE_CHANGED",
        "BULK",
        "SETTING_CHANGED",
        "PURGE"
    };

    private final Entity entity =
            Entity.named("audit-entries", "audit_record")
                    .fields(
                            Field.ref("actorId", "users").column("created_by").verbOnly().listed(),
                            Field.text("actorName", 100).verbOnly().listed(),
                            Field.choice("action", "auditAction", ACTIONS).verbOnly().listed(),
                            Field.text("entity", 64).verbOnly().listed(),
                            Field.of("recordId", FieldType.REF).verbOnly().listed(),
                            Field.text("address", 64).verbOnly().listed(),
                            Field.of("detail", FieldType.JSON).verbOnly().listed())
                    .display("action")
                    .only(Action.VIEW);

    @Override
    public Entity entity() {
        return entity;
    }
}
