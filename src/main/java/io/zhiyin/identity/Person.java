package io.zhiyin.identity;

import io.zhiyin.record.Actor;
import java.util.Locale;

/**
 * A person as the program knows him between two requests.
 *
 * @param actor with the person's own language and no address
 * @param mustChangePassword until then nothing but changing it is allowed
 */
record Person(Actor actor, boolean mustChangePassword) {
    /** The actor of one call: in the language asked for, from the address it came from. */
    Actor calling(Locale asked, String address) {
        return new Actor(
                actor.id(),
                actor.username(),
                actor.displayName(),
                actor.departmentId(),
                actor.teamIds(),
                actor.departmentTreeIds(),
                actor.rights(),
                asked == null ? actor.locale() : asked,
                actor.zone(),
                address);
    }
}
