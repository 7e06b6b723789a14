package io.zhiyin.identity;

import io.zhiyin.record.Access;
import io.zhiyin.record.Action;
import io.zhiyin.record.Actor;
import io.zhiyin.record.Audit;
import io.zhiyin.record.Definition;
import io.zhiyin.record.Draft;
import io.zhiyin.record.Entity;
import io.zhiyin.record.Field;
import io.zhiyin.record.FieldType;
import io.zhiyin.record.Hooks;
import io.zhiyin.record.Problem;
import io.zhiyin.record.Records;
import io.zhiyin.record.Rights;
import io.zhiyin.record.Ring;
import io.zhiyin.record.SameText;
import io.zhiyin.record.Scope;
import io.zhiyin.record.Values;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** The people who work with the program. */
@Component
class Users implements Definition, Hooks {
    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N}._@+-]{1,63}");
    private static final String PASSWORD = "password";

    private final JdbcClient jdbc;
    private final SameText sameText;
    private final Permissions permissions;
    private final Administrators administrators;
    private final Accounts accounts;
    private final Sessions sessions;
    private final Failures failures;
    private final Callers callers;
    private final Belongings belongings;
    private final Audit audit;
    private final ObjectProvider<Records> records;
    private final Entity entity;

    Users(
            JdbcClient jdbc,
            SameText sameText,
            Permissions permissions,
            Administrators administrators,
            Accounts accounts,
            Sessions sessions,
            Failures failures,
            Callers callers,
            Belongings belongings,
            Audit audit,
            ObjectProvider<Records> records) {
        this.jdbc = jdbc;
        this.sameText = sameText;
        this.permissions = permissions;
        this.administrators = administrators;
        this.accounts = accounts;
        this.sessions = sessions;
        this.failures = failures;
        this.callers = callers;
        this.belongings = belongings;
        this.audit = audit;
        this.records = records;
        this.entity = describe();
    }

    private Entity describe() {
        return Entity.named("users", "app_user")
                .fields(
                        Field.text("username", 64).required().searched("n").listed(),
                        Field.text("displayName", 64).required().searched("n").listed(),
                        Field.of("email", FieldType.EMAIL).listed().quickCreate(),
                        Field.of("mobile", FieldType.PHONE).listed(),
                        Field.text("title", 64).listed(),
                        Field.ref("departmentId", "departments").listed().quickCreate(),
                        Field.ref("managerId", "users"),
                        Field.refs("roleIds", "roles").listed().quickCreate(),
                        Field.of("active", FieldType.BOOLEAN).initial(true).listed(),
                        Field.of("mustChangePassword", FieldType.BOOLEAN)
                                .initial(true)
                                .notImported()
                                .group("signIn"),
                        Field.of("lastLoginAt", FieldType.INSTANT).derived().group("signIn"),
                        Field.of("lockedUntil", FieldType.INSTANT)
                                .derivedBy(
                                        "select f.locked_until from login_failure f where f.username = lower(t.username)")
                                .group("signIn"))
                .input(PASSWORD)
                .lasting()
                .display("displayName")
                .ownedBy("id", "department_id")
                .small()
                .verb("unlock", this::unlock)
                .hooks(this);
    }

    @Override
    public Entity entity() {
        return entity;
    }

    /** Ends a lock before its time. */
    private Object unlock(Actor actor, long id, JsonNode body) {
        Access.demand(actor, entity, Action.VIEW);
        if (!records.getObject().reaches(actor, entity, id, Action.VIEW)) {
            throw Problem.notFound();
        }
        String name =
                jdbc.sql("select username from app_user where id = ? and deleted_at is null")
                        .param(id)
                        .query(String.class)
                        .optional()
                        .orElseThrow(Problem::notFound);
        if (!records.getObject().reaches(actor, entity, id, Action.EDIT) || !mayRule(actor, id)) {
            throw Problem.forbidden();
        }
        failures.clear(SigningIn.name(name));
        audit.add(actor, "UNLOCKED", entity.name(), id, Map.of());
        return null;
    }

    @Override
    public void normalise(Draft draft) {
        Values values = draft.values();
        if (values.get("username") instanceof String name && draft.changed("username")) {
            if (!NAME.matcher(name).matches()) {
                draft.reject("username", "USERNAME_SHAPE");
            }
        }
        JsonNode password = draft.input(PASSWORD);
        if (password != null) {
            password(draft, password);
        }
        if (draft.creating() && !draft.given("departmentId") && !reachesAll(draft)) {
            values.put("departmentId", draft.actor().departmentId());
        }
    }

    /**
     * Whoever gets a password from somebody else must change it, unless that one says otherwise.
     */
    private void password(Draft draft, JsonNode sent) {
        if (!sent.isString()) {
            draft.reject(PASSWORD, "NOT_TEXT");
            return;
        }
        String password = sent.stringValue();
        String fault = PasswordRules.fault(password, draft.values().text("username"));
        if (fault != null) {
            draft.reject(PASSWORD, fault, PasswordRules.SHORTEST, PasswordRules.LONGEST);
        } else if (!draft.creating() && accounts.isCurrent(draft.before().id(), password)) {
            draft.reject(PASSWORD, "PASSWORD_UNCHANGED");
        }
        if (!draft.given("mustChangePassword")) {
            draft.values().put("mustChangePassword", true);
        }
    }

    @Override
    public void check(Draft draft) {
        nameIsFree(draft);
        Actor actor = draft.actor();
        if (draft.changed("managerId")) {
            noRing(draft);
        }
        if (!actor.rights().administrator()) {
            withinOwnRights(draft);
        }
        if (weakens(draft)) {
            administrators.lock();
        }
    }

    private void nameIsFree(Draft draft) {
        if (!draft.changed("username")) {
            return;
        }
        if (sameText.other(draft, "username").isPresent()) {
            throw Problem.taken("username", "USERNAME_TAKEN", draft.values().text("username"));
        }
    }

    /** Nobody reports to himself, over however many steps. */
    private void noRing(Draft draft) {
        if (Ring.closes(jdbc, draft, "managerId")) {
            draft.reject("managerId", "REPORTS_TO_HIMSELF");
        }
    }

    /**
     * Who is no administrator gives nobody a right he lacks: no role beyond his own rights, no
     * password or name of somebody with more rights, no place of his own that reaches further.
     */
    private void withinOwnRights(Draft draft) {
        Actor actor = draft.actor();
        Set<Long> before = draft.creating() ? Set.of() : roles(draft.before());
        Set<Long> changed = new HashSet<>(roles(draft.values()));
        changed.removeAll(before);
        before.stream().filter(id -> !roles(draft.values()).contains(id)).forEach(changed::add);
        if (!permissions.covers(actor, rightsOf(changed))) {
            draft.reject("roleIds", "BEYOND_OWN_RIGHTS");
        }
        if (draft.changed("departmentId") && !reachesAll(draft) && !withinReach(draft)) {
            draft.reject("departmentId", "BEYOND_OWN_RIGHTS");
        }
        if (draft.changed("managerId")
                && Objects.equals(draft.values().ref("managerId"), actor.id())) {
            draft.reject("managerId", "NOT_ONES_OWN"); // a report's records would be his to see
        }
        if (draft.creating()) {
            return;
        }
        boolean self = draft.before().id() == actor.id();
        if (self) {
            for (String field : List.of("roleIds", "departmentId", "managerId", "active")) {
                if (draft.changed(field)) {
                    draft.reject(field, "NOT_ONES_OWN");
                }
            }
            if (draft.input(PASSWORD) != null) {
                draft.reject(PASSWORD, "NOT_ONES_OWN");
            }
        } else if (!permissions.covers(actor, rightsOf(before))) {
            throw Problem.forbidden();
        }
    }

    private boolean reachesAll(Draft draft) {
        Action action = draft.creating() ? Action.CREATE : Action.EDIT;
        return draft.actor().on(entity).scope(action) == Scope.ALL;
    }

    /** Whoever rules a part of the company puts nobody elsewhere. */
    private boolean withinReach(Draft draft) {
        Actor actor = draft.actor();
        Long department = draft.values().ref("departmentId");
        Action action = draft.creating() ? Action.CREATE : Action.EDIT;
        return actor.on(entity).scope(action) == Scope.DEPARTMENT_TREE
                ? actor.departmentTreeIds().contains(department)
                : Objects.equals(actor.departmentId(), department);
    }

    private boolean mayRule(Actor actor, long userId) {
        String roles =
                jdbc.sql("select array_to_string(role_ids, ',') from app_user where id = ?")
                        .param(userId)
                        .query(String.class)
                        .single();
        Set<Long> ids = new HashSet<>();
        for (String id : roles.split(",")) {
            if (!id.isEmpty()) {
                ids.add(Long.valueOf(id));
            }
        }
        return permissions.covers(actor, rightsOf(ids));
    }

    private Rights rightsOf(Set<Long> roles) {
        return permissions.rights(
                jdbc.sql(
                                "select permissions::text from role where id = any(?) and deleted_at is null")
                        .param(roles.toArray(Long[]::new))
                        .query(String.class)
                        .list());
    }

    private static Set<Long> roles(Values values) {
        Set<Long> ids = new HashSet<>();
        if (values.get("roleIds") instanceof List<?> list) {
            list.forEach(id -> ids.add((Long) id));
        }
        return ids;
    }

    /** Whether the change might take the last administrator away. */
    private static boolean weakens(Draft draft) {
        return !draft.creating()
                && (!draft.values().flag("active") && draft.changed("active")
                        || !roles(draft.values()).containsAll(roles(draft.before())));
    }

    @Override
    public void after(Draft draft) {
        Values values = draft.values();
        long id = values.id();
        JsonNode password = draft.input(PASSWORD);
        if (password != null) {
            accounts.setPassword(
                    draft.actor(),
                    id,
                    values.text("username"),
                    accounts.hash(password.stringValue()));
        }
        if (!draft.creating()) {
            changed(draft, id);
        }
        audit.add(
                draft.actor(),
                draft.creating() ? "USER_CREATED" : "USER_CHANGED",
                entity.name(),
                id,
                Map.of("username", values.text("username"), "fields", fields(draft)));
        callers.changed();
    }

    private void changed(Draft draft, long id) {
        if (weakens(draft)) {
            administrators.mustRemain();
        }
        if (draft.changed("active") && !draft.values().flag("active")) {
            sessions.closeAll(id);
        }
        if (draft.changed("departmentId")) {
            belongings.follow(draft.actor(), id);
        }
    }

    private List<String> fields(Draft draft) {
        var names = new ArrayList<String>();
        for (Field field : entity.allFields()) {
            if (draft.given(field.name())
                    && (draft.creating()
                            || !Objects.equals(
                                    draft.before().get(field.name()),
                                    draft.values().get(field.name())))) {
                names.add(field.name());
            }
        }
        return names;
    }

    @Override
    public void afterRemoval(Actor actor, Values values, boolean removed) {
        long id = values.id();
        if (!actor.rights().administrator()
                && (id == actor.id() || !permissions.covers(actor, rightsOf(roles(values))))) {
            throw Problem.forbidden();
        }
        if (removed) {
            administrators.lock();
            administrators.mustRemain();
            sessions.closeAll(id);
        }
        audit.add(
                actor,
                removed ? "USER_REMOVED" : "USER_RESTORED",
                entity.name(),
                id,
                Map.of("username", values.text("username")));
        callers.changed();
    }
}
