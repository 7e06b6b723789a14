/**
 * Reading and writing tables in files: xlsx and csv, streamed, distrustful; knows nothing of
 * records.
 */
package io.zhiyin.record.sheet;
