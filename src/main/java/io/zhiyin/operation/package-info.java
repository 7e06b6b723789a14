/** Starting, stopping, backing up and watching the program and its database. */
package io.zhiyin.operation;
