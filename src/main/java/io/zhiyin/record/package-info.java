/**
 * The record engine: every entity is described once; lists, rights, changes and search follow from
 * it.
 */
package io.zhiyin.record;
