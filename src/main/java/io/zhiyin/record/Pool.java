package io.zhiyin.record;

/** The right on rows without an owner (the public pool): none, see them, see and claim them. */
public enum Pool {
    NONE,
    VIEW,
    CLAIM
}
