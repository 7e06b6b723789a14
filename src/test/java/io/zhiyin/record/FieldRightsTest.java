package io.zhiyin.record;

import static io.zhiyin.record.FieldRight.EDIT;
import static io.zhiyin.record.FieldRight.GUARDED;
import static io.zhiyin.record.FieldRight.HIDDEN;
import static io.zhiyin.record.FieldRight.MASKED;
import static io.zhiyin.record.FieldRight.READ;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class FieldRightsTest {
    private static EntityRight role(Map<String, FieldRight> fields) {
        return new EntityRight(Map.of(Action.VIEW, Scope.OWN), Pool.NONE, fields);
    }

    private static FieldRight together(FieldRight a, FieldRight b) {
        EntityRight one = role(a == null ? Map.of() : Map.of("mobile", a));
        EntityRight other = role(b == null ? Map.of() : Map.of("mobile", b));
        return one.or(other).fields().get("mobile");
    }

    @Test
    void ofTwoRolesTheStrongerCounts() {
        assertThat(together(HIDDEN, READ)).isEqualTo(READ);
        assertThat(together(MASKED, EDIT)).isEqualTo(EDIT);
    }

    @Test
    void aSilentRoleLiftsWhatAnotherForbids() {
        assertThat(together(HIDDEN, null)).isNull();
        assertThat(together(null, MASKED)).isNull();
    }

    @Test
    void aSilentRoleWritesAndAnotherReadsInClear() {
        assertThat(together(READ, null)).isEqualTo(EDIT);
    }

    @Test
    void aGuardedFieldOfAParentThatIsOnlyReadStaysMasked() {
        assertThat(Access.both(READ, GUARDED)).isEqualTo(MASKED);
        assertThat(Access.both(GUARDED, EDIT)).isEqualTo(GUARDED);
        assertThat(Access.both(READ, EDIT)).isEqualTo(READ);
        assertThat(Access.both(HIDDEN, EDIT)).isEqualTo(HIDDEN);
    }
}
