/** What people have to do: tasks with an owner and a time, by hand or from what was agreed. */
package io.zhiyin.task;
