/** Selling: opportunities on their way through a pipeline, products, competitors. */
package io.zhiyin.sales;
