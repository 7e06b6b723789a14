package io.zhiyin.customer;

import java.util.List;

/**
 * What another package adds to a customer's page: records that name their customer in {@code
 * customerId}. Offered as a Spring bean.
 *
 * @param entity the entity's name
 * @param kind under which its milestones stand on the timeline, such as "opportunity"; its other
 *     changes are plain changes
 * @param milestone the choice field whose change is a milestone; null when only coming and going is
 * @param notes fields that explain a milestone; the first that is filled is told
 * @param sort of the list on the page
 * @param fields shown there
 */
public record OverviewPart(
        String entity,
        String kind,
        String milestone,
        List<String> notes,
        String sort,
        List<String> fields) {}
