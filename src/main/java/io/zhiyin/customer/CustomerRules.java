package io.zhiyin.customer;

import io.zhiyin.record.Actor;
import io.zhiyin.record.Draft;
import io.zhiyin.record.Hooks;
import io.zhiyin.record.Phones;
import io.zhiyin.record.Setting;
import io.zhiyin.record.Settings;
import io.zhiyin.record.Values;
import org.springframework.stereotype.Component;

/** What holds for a customer when it is saved (C1). */
@Component
class CustomerRules implements Hooks {
    /** The setting that lets a company enter customers by landline alone (C1.1a). */
    static final Setting MOBILE_OR_PHONE = Setting.yesNo("customer.mobileOrPhone", false);

    private final Settings settings;
    private final SameMobile sameMobile;
    private final ParentCustomer parents;
    private final FirstFollowUp first;

    CustomerRules(
            Settings settings, SameMobile sameMobile, ParentCustomer parents, FirstFollowUp first) {
        this.settings = settings;
        this.sameMobile = sameMobile;
        this.parents = parents;
        this.first = first;
    }

    @Override
    public void normalise(Draft draft) {
        Values values = draft.values();
        Values contact = values.child(Customers.PRIMARY);
        String mobile = contact == null ? null : contact.text("mobile");
        values.put("identityMobile", mobile);
        values.put(
                SameCustomer.KEY,
                OrganisationName.key(values.text("kind"), values.text("fullName")));
        if (mobile != null && draft.changed("identityMobile") && !Phones.mobile(mobile)) {
            draft.reject(Customers.PRIMARY + ".mobile", "NOT_MOBILE");
        }
        if (mobile == null && mobileIsDue(draft)) {
            demandNumber(draft, contact);
        }
        if (draft.changed("demands") && !draft.given("demandsConfirmed")
                || values.get("demands") == null) {
            values.put("demandsConfirmed", false);
        }
        first.check(draft);
    }

    /** A record without a number came in by another way; it is asked for when it is lost. */
    private static boolean mobileIsDue(Draft draft) {
        boolean program =
                draft.origin() == Draft.Origin.VERB || draft.origin() == Draft.Origin.PROGRAM;
        return draft.creating() ? !program : draft.changed("identityMobile");
    }

    private void demandNumber(Draft draft, Values contact) {
        boolean landline =
                draft.values().get("phone") != null
                        || contact != null && contact.get("phone") != null;
        boolean enough = draft.origin() == Draft.Origin.IMPORT || settings.on(MOBILE_OR_PHONE);
        if (!enough) {
            draft.reject(Customers.PRIMARY + ".mobile", "REQUIRED");
        } else if (!landline) {
            draft.reject(Customers.PRIMARY + ".mobile", "MOBILE_OR_PHONE");
        }
    }

    @Override
    public void check(Draft draft) {
        parents.check(draft);
        sameMobile.check(draft);
        Values values = draft.values();
        values.put("completeness", Completeness.of(draft.entity(), values));
        values.put("incomplete", incomplete(draft));
    }

    /** Entered without the first talk or without the number that identifies it (C1.1). */
    private boolean incomplete(Draft draft) {
        Values values = draft.values();
        boolean number = values.get("identityMobile") != null || settings.on(MOBILE_OR_PHONE);
        if (draft.creating()) {
            return !number || !FirstFollowUp.answered(draft);
        }
        boolean talked = draft.before().get("lastFollowUpAt") != null;
        return draft.before().flag("incomplete") && !(number && talked);
    }

    @Override
    public void after(Draft draft) {
        if (draft.creating()) {
            first.store(draft);
        }
    }

    @Override
    public void checkRemoval(Actor actor, Values values, boolean removed) {
        if (!removed
                && values.get("identityMobile") != null
                && values.get("duplicateReason") == null) {
            sameMobile.refuseIfTaken(actor, values.id(), values.text("identityMobile"));
        }
    }
}
