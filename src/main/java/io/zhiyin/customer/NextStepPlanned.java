package io.zhiyin.customer;

import io.zhiyin.record.Actor;
import java.time.Instant;

/**
 * Published in the transaction in which somebody said, changed or took back what is to follow a
 * talk (C8): for the package that reminds of it. Not for imported talks of the past.
 *
 * @param nextAction code of what is to be done
 * @param at when; null when nothing is to follow any more
 */
public record NextStepPlanned(
        Actor actor,
        long followUpId,
        String nextAction,
        Instant at,
        long customerId,
        Long contactId,
        Long opportunityId) {}
