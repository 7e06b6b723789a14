package io.zhiyin.customer;

/**
 * Published in the transaction in which a follow-up was stored, changed, deleted or restored, after
 * its customer's derived values are right: for packages that derive values of their own from
 * follow-ups.
 *
 * @param opportunityId what it is about now; null when about no opportunity
 * @param formerOpportunityId what it was about before; null when that was nothing
 */
public record FollowUpSaved(long customerId, Long opportunityId, Long formerOpportunityId) {}
