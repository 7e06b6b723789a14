package io.zhiyin.record.imports;

import io.zhiyin.record.FieldType;
import java.util.List;

/**
 * A field that a column can be mapped to.
 *
 * @param path as callers name it: fullName, primaryContact.mobile
 * @param label in the reader's language
 * @param names all that a heading may call it: labels in every language, aliases, the path
 */
record Target(String path, String label, FieldType type, boolean required, List<String> names) {}
