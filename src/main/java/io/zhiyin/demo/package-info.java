/** An example company with two years of history, and data of any size for measurements. */
package io.zhiyin.demo;
