/** Bringing the rows of a file into any entity: mapping, check run, commit, error file. */
package io.zhiyin.record.imports;
