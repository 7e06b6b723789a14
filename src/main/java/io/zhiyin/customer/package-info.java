/** Who the company deals with: customers, their contacts, and every talk with them. */
package io.zhiyin.customer;
