/** Who somebody is and what he may do: users, departments, roles, signing in. */
package io.zhiyin.identity;
