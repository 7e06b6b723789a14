package io.zhiyin.record;

/**
 * Whose rows an action reaches, from nobody's to everybody's. TEAM is one's own and one's reports'.
 */
public enum Scope {
    NONE,
    OWN,
    TEAM,
    DEPARTMENT,
    DEPARTMENT_TREE,
    ALL
}
